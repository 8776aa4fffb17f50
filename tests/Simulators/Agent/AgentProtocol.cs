using GlusterDr.Remote;

namespace GlusterDr.Simulators;

/// <summary>The volume agent: a python script on standard input, with a request.</summary>
internal static class AgentProtocol
{
    public static string? KindOf(RemoteCommand command) => null;

    public static RemoteResult Run(SimulatedNode node, CommandCall call) => HostTools.Unexpected(node, call);
}
