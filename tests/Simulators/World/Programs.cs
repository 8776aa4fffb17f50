using GlusterDr.Errors;
using GlusterDr.Remote;

namespace GlusterDr.Simulators;

/// <summary>The programs of a host, by name.</summary>
internal static class Programs
{
    public static RemoteResult Run(SimulatedNode node, CommandCall call)
    {
        if (ShellScripts.Piped(call.Arguments) is { } inner)
        {
            return Run(node, call with { Command = call.Command with { Arguments = inner } });
        }

        string program = Path.GetFileName(call.Arguments[0]);
        if (!node.Has(program) || (program is "virsh" && node.Hypervisor is null))
        {
            throw new DrException(RemoteFailures.Missing(node.Name, call.Command));
        }

        return program switch
        {
            "gluster" => GlusterCli.Run(node, call),
            "virsh" => VirshCli.Run(node.Hypervisor!, call),
            "qemu-img" => QemuImg.Run(node, call),
            "python3" => AgentProtocol.Run(node, call),
            _ => HostTools.Run(node, call),
        };
    }

    /// <summary>The answer of Gluster while another command has the lock of the volume.</summary>
    public static RemoteResult Busy(SimulatedNode node, CommandCall call, string volume)
    {
        List<string> words = [.. call.Arguments.Skip(1).Where(a => !a.StartsWith("--", StringComparison.Ordinal))];
        GlusterCall gluster = new(node, call, words, call.Has("--xml"), call.Has("--mode=script"));
        return GeoRepCommands.Busy(gluster, volume);
    }
}
