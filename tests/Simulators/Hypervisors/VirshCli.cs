using System.Text;
using GlusterDr.Remote;

namespace GlusterDr.Simulators;

/// <summary>The <c>virsh</c> command of a host.</summary>
internal static class VirshCli
{
    private static readonly Dictionary<string, Func<VirshCall, VirshAnswer>> Commands = new(StringComparer.Ordinal)
    {
        ["list"] = VirshQueries.List,
        ["domstate"] = VirshQueries.State,
        ["domuuid"] = VirshQueries.Uuid,
        ["domblklist"] = VirshQueries.Disks,
        ["domstats"] = VirshQueries.Stats,
        ["dumpxml"] = VirshQueries.Dump,
        ["echo"] = VirshQueries.Echo,
        ["version"] = VirshQueries.Version,
        ["qemu-agent-command"] = VirshAgent.Command,
        ["guest-agent-timeout"] = VirshAgent.Limit,
        ["domfsfreeze"] = VirshAgent.Freeze,
        ["domfsthaw"] = VirshAgent.Thaw,
        ["domfsinfo"] = VirshAgent.Info,
        ["pool-dumpxml"] = VirshQueries.Pool,
        ["snapshot-create-as"] = VirshSnapshots.Create,
        ["snapshot-delete"] = VirshSnapshots.Delete,
        ["snapshot-list"] = VirshSnapshots.List,
        ["snapshot-revert"] = VirshSnapshots.Revert,
        ["blockcommit"] = VirshJobs.Commit,
        ["blockjob"] = VirshJobs.Job,
        ["update-device"] = VirshDefinitions.UpdateDevice,
        ["start"] = VirshDefinitions.Start,
        ["destroy"] = VirshDefinitions.Destroy,
        ["suspend"] = VirshDefinitions.Suspend,
        ["resume"] = VirshDefinitions.Resume,
    };

    public static RemoteResult Run(SimulatedHypervisor hypervisor, CommandCall call)
    {
        VirshArguments arguments = VirshArguments.Split(call.Arguments);
        if (arguments.Commands.FirstOrDefault(c => c.Count == 0 || !Commands.ContainsKey(c[0])) is { } unknown)
        {
            hypervisor.World.Unexpected(call, "no such virsh command is simulated");
            return new RemoteResult(1, "", $"error: unknown command: '{string.Join(' ', unknown.Take(1))}'\n");
        }

        if (!hypervisor.IsLibvirtUp || (arguments.Uri is { } uri && uri != "qemu:///system"))
        {
            return new RemoteResult(1, "", "error: failed to connect to the hypervisor\nerror: Failed to connect socket to '/var/run/libvirt/libvirt-sock': No such file or directory\n");
        }

        return RunAll(hypervisor, call, arguments);
    }

    // virsh continues after a command that fails. Its exit code is that of the last command.
    private static RemoteResult RunAll(SimulatedHypervisor hypervisor, CommandCall call, VirshArguments arguments)
    {
        StringBuilder output = new();
        StringBuilder error = new();
        bool success = true;
        foreach (IReadOnlyList<string> words in arguments.Commands)
        {
            VirshCall one = new(hypervisor, call, words);
            VirshAnswer answer = Commands[words[0]](one);
            if (one.SyntaxError is { } syntax)
            {
                hypervisor.World.Unexpected(call, syntax.Trim());
                return new RemoteResult(1, "", syntax);
            }

            success = answer.Success;
            output.Append(arguments.Quiet ? answer.Quiet : answer.Loud + "\n");
            error.Append(answer.Error);
        }

        return new RemoteResult(success ? 0 : 1, output.ToString(), error.ToString());
    }
}
