using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using GlusterDr.Remote;

namespace GlusterDr.Gluster.Agent;

/// <summary>The script of the agent, which python3 on a node executes.</summary>
public static class VolumeAgentScript
{
    // In this order: later parts use what earlier ones define.
    private static readonly string[] Parts = ["workspace", "volume", "snapshot", "operations", "lease", "files", "bricks", "lost", "sessions", "origin", "main"];
    private static readonly Lazy<string> Text = new(() => string.Join("\n\n", Parts.Select(part => PythonScript.Read($"Agent.Scripts.{part}"))));

    /// <summary>The command that executes a request.</summary>
    public static RemoteCommand Command(object request, TimeSpan timeout, bool background = false) =>
        PythonScript.Command(Text.Value, request, timeout, background);

    /// <summary>Extracts the request from a command, for simulators of nodes.</summary>
    public static bool TryReadRequest(RemoteCommand command, [NotNullWhen(true)] out JsonDocument? request) =>
        PythonScript.TryReadRequest(command, out request);
}
