using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using GlusterDr.Remote;

namespace GlusterDr.Gluster.Agent;

/// <summary>
/// A script of ours that travels to a host: <c>python3 -</c>, with the script on standard input and, as its last line, a call with the
/// request as JSON in a string. An argument could not hold it: the kernel bounds one at 128 KiB, and logs would show it.
/// </summary>
internal static class PythonScript
{
    private const string Call = "main(";

    /// <summary>A script that lies in this assembly.</summary>
    /// <param name="name">Its path within the project, with points: <c>Agent.Scripts.main</c>.</param>
    public static string Read(string name)
    {
        Assembly assembly = typeof(PythonScript).Assembly;
        using Stream stream = assembly.GetManifestResourceStream($"GlusterDr.Gluster.{name}.py")!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The command that carries out a request.</summary>
    public static RemoteCommand Command(string script, object request, TimeSpan timeout, bool background = false)
    {
        // ASCII JSON within JSON is also a string of Python's.
        string literal = JsonSerializer.Serialize(JsonSerializer.Serialize(request, DrJson.Options));
        return new RemoteCommand(["python3", "-"], timeout)
        {
            StandardInput = $"{script}\n\n{Call}{literal})\n",
            Background = background,
        };
    }

    /// <summary>The request within a command, for who stands in for a host.</summary>
    public static bool TryReadRequest(RemoteCommand command, [NotNullWhen(true)] out JsonDocument? request)
    {
        string last = command.StandardInput.TrimEnd().Split('\n')[^1];
        bool isCall = command.Arguments is ["python3", "-"] && last.StartsWith(Call, StringComparison.Ordinal) && last.EndsWith(')');
        request = isCall ? JsonDocument.Parse(JsonSerializer.Deserialize<string>(last[Call.Length..^1])!) : null;
        return request is not null;
    }
}
