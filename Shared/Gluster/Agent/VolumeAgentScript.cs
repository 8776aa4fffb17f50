using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using GlusterDr.Remote;

namespace GlusterDr.Gluster.Agent;

/// <summary>How the agent travels: as a script of ours that a host's python3 reads.</summary>
public static class VolumeAgentScript
{
    // In this order: later parts use what earlier ones define.
    private static readonly string[] Parts = ["workspace", "volume", "snapshot", "operations", "lease", "files", "bricks", "lost", "sessions", "origin", "main"];
    private static readonly Lazy<string> Text = new(() => string.Join("\n\n", Parts.Select(part => PythonScript.Read($"Agent.Scripts.{part}"))));

    /// <summary>The command that carries out a request.</summary>
    public static RemoteCommand Command(object request, TimeSpan timeout, bool background = false) =>
        PythonScript.Command(Text.Value, request, timeout, background);

    /// <summary>The request within a command, for who stands in for a node.</summary>
    public static bool TryReadRequest(RemoteCommand command, [NotNullWhen(true)] out JsonDocument? request) =>
        PythonScript.TryReadRequest(command, out request);
}
