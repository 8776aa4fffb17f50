using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using GlusterDr.Remote;

namespace GlusterDr.Gluster.Agent;

/// <summary>
/// A Python script that runs on a host as <c>python3 -</c>: the script is sent on standard input, with a call as its last line that passes
/// the request as JSON in a string. It is not an argument, because the kernel limits one to 128 KiB, and logs would contain it.
/// </summary>
internal static class PythonScript
{
    private const string Call = "main(";

    /// <summary>Reads a script that is embedded in this assembly.</summary>
    /// <param name="name">Its path within the project, with dots: <c>Agent.Scripts.main</c>.</param>
    public static string Read(string name)
    {
        Assembly assembly = typeof(PythonScript).Assembly;
        using Stream stream = assembly.GetManifestResourceStream($"GlusterDr.Gluster.{name}.py")!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The command that executes a request.</summary>
    public static RemoteCommand Command(string script, object request, TimeSpan timeout, bool background = false)
    {
        // A JSON string in ASCII is also a valid Python string.
        string literal = JsonSerializer.Serialize(JsonSerializer.Serialize(request, DrJson.Options));
        return new RemoteCommand(["python3", "-"], timeout)
        {
            StandardInput = $"{script}\n\n{Call}{literal})\n",
            Background = background,
        };
    }

    /// <summary>Extracts the request from a command, for simulators of hosts.</summary>
    public static bool TryReadRequest(RemoteCommand command, [NotNullWhen(true)] out JsonDocument? request)
    {
        string last = command.StandardInput.TrimEnd().Split('\n')[^1];
        bool isCall = command.Arguments is ["python3", "-"] && last.StartsWith(Call, StringComparison.Ordinal) && last.EndsWith(')');
        request = isCall ? JsonDocument.Parse(JsonSerializer.Deserialize<string>(last[Call.Length..^1])!) : null;
        return request is not null;
    }
}
