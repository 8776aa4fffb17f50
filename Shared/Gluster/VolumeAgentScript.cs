using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using GlusterDr.Remote;

namespace GlusterDr.Gluster;

/// <summary>
/// How the agent travels: <c>python3 -</c>, with the script on standard input and, as its last line, a call with the request as
/// JSON in a string. An argument could not hold it: the kernel bounds one at 128 KiB.
/// </summary>
public static class VolumeAgentScript
{
    private const string Call = "main(";

    // In this order: later parts use what earlier ones define.
    private static readonly string[] Parts = ["workspace", "volume", "snapshot", "operations", "survey", "bricks", "lost", "sessions", "main"];
    private static readonly Lazy<string> Text = new(() => string.Join("\n\n", Parts.Select(Read)));

    /// <summary>The command that carries out a request.</summary>
    public static RemoteCommand Command(object request, TimeSpan timeout, bool background = false)
    {
        // ASCII JSON within JSON is also a string of Python's.
        string literal = JsonSerializer.Serialize(JsonSerializer.Serialize(request, DrJson.Options));
        return new RemoteCommand(["python3", "-"], timeout)
        {
            StandardInput = $"{Text.Value}\n\n{Call}{literal})\n",
            Background = background,
        };
    }

    /// <summary>The request within a command, for who stands in for a node.</summary>
    public static bool TryReadRequest(RemoteCommand command, [NotNullWhen(true)] out JsonDocument? request)
    {
        string last = command.StandardInput.TrimEnd().Split('\n')[^1];
        bool isAgent = command.Arguments is ["python3", "-"] && last.StartsWith(Call, StringComparison.Ordinal) && last.EndsWith(')');
        request = isAgent ? JsonDocument.Parse(JsonSerializer.Deserialize<string>(last[Call.Length..^1])!) : null;
        return request is not null;
    }

    private static string Read(string part)
    {
        Assembly assembly = typeof(VolumeAgentScript).Assembly;
        using Stream stream = assembly.GetManifestResourceStream($"GlusterDr.Gluster.Agent.{part}.py")!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
