using System.Globalization;
using GlusterDr.Errors;
using GlusterDr.RecoveryPoints;
using GlusterDr.Runs;

namespace GlusterDr.Tests.Lab.Faults;

/// <summary>What must be true when a run is over, whatever went wrong in it.</summary>
internal sealed class Invariants(LabSites lab, SyncOutcome outcome, Action<string> fail)
{
    private const string Base = "/mnt/lab/gv1/vms/vm1.qcow2";
    private const string Vm = "vm1";

    private RunReport Report => outcome.Report!;

    /// <summary>What is said of the VM is what libvirt says.</summary>
    public async Task VmAsync()
    {
        ShellResult known = await LabSites.OnAsync("p1", "virsh", "-q", "-c", "qemu:///system", "domstate", Vm);
        if (known.ExitCode != 0 && known.Errors.Contains("failed to get domain", StringComparison.Ordinal))
        {
            JudgeGone();
            return;
        }

        string state = known.ShouldSucceed().Output.Trim();
        string[] active = Sources(await VirshAsync("domblklist", Vm));
        string[] stored = Sources(await VirshAsync("domblklist", Vm, "--inactive"));
        bool isOnBase = active is [Base] && stored is [Base];
        RunVm? vm = Report.Vms.SingleOrDefault(v => v.Vm.Name == Vm);
        string? wrong = vm switch
        {
            null when Report.Run.State is RunState.Succeeded or RunState.SucceededWithWarnings => "is not in the report of a run that succeeded",
            null => isOnBase ? null : "is not in the report",
            { State: VmState.Merged or VmState.Planned or VmState.Excluded } => isOnBase ? null : "is on an overlay",
            { State: VmState.MergeFailed } => vm.Error is null ? "has no reason"
                : isOnBase && !vm.Error.Message.Contains("is not known", StringComparison.Ordinal) ? "is on its base image" : null,
            { State: VmState.LeftOut } => vm.Error is null ? "has no reason" : isOnBase || IsNamed(active) ? null : "is on an overlay that is not named",
            { State: VmState.ShutOff } => isOnBase ? null : "is on an overlay",
            _ => "is said to be under way still",
        };
        if (wrong is not null)
        {
            fail($"{Vm} is said to be {vm?.State}, and {wrong}: {state}, on {string.Join(", ", active)}; stored: {string.Join(", ", stored)}; {vm?.Error}");
        }
    }

    /// <summary>
    /// No host knows the VM. It was merged before that, or the report says that it is gone; that its overlays are named is asked of all.
    /// </summary>
    private void JudgeGone()
    {
        RunVm? vm = Report.Vms.SingleOrDefault(v => v.Vm.Name == Vm);
        string? wrong = vm switch
        {
            null when Report.Run.State is RunState.Succeeded or RunState.SucceededWithWarnings => "is not in the report of a run that succeeded",
            null or { State: VmState.Merged or VmState.Planned or VmState.ShutOff } => null,
            { State: VmState.MergeFailed, Error.Code: ErrorCodes.VmGone } => null,
            { State: VmState.LeftOut, Error.Code: ErrorCodes.VmGone or ErrorCodes.VmNotRunning } => null,
            _ => "that it is gone is not said",
        };
        if (wrong is not null)
        {
            fail($"no host knows {Vm} any more; it is said to be {vm?.State}, and {wrong}: {vm?.Error}");
        }
    }

    /// <summary>No overlay is on the volume that is not named.</summary>
    public async Task OverlaysAsync()
    {
        string list = (await LabSites.OnAsync("p1", "sh", "-c", "ls /mnt/lab/gv1/vms")).ShouldSucceed().Output;
        string[] unnamed = [.. list.Split('\n').Where(name => name.Contains(".sync-", StringComparison.Ordinal) && !IsNamed([name]))];
        if (unnamed.Length > 0)
        {
            fail($"left and not named: {string.Join(", ", unnamed)}");
        }
    }

    /// <summary>No session that the run started goes on, unless it is said.</summary>
    public async Task SessionsAsync()
    {
        foreach (RunDestination destination in Report.Destinations)
        {
            string session = destination.Name == "s1" ? "s1::gv2" : "t1::gv3";
            string status = (await LabSites.OnAsync("p1", "gluster", "volume", "geo-replication", "gv1", session, "status")).Output;
            if (status.Contains("Active", StringComparison.Ordinal) || status.Contains("Initializing", StringComparison.Ordinal) || status.Contains("Faulty", StringComparison.Ordinal))
            {
                string said = Said();
                if (!said.Contains(ErrorCodes.SessionNotStopped, StringComparison.Ordinal) && !said.Contains(ErrorCodes.SessionIncomplete, StringComparison.Ordinal))
                {
                    fail($"session {session} is not held, and nothing is said of it:\n{status}");
                }
            }
        }
    }

    /// <summary>What is called a recovery point is proven by the guest's own journal. Returns what was there.</summary>
    /// <param name="before">The last record that was written before the run.</param>
    /// <param name="frozen">A record that no snapshot of the run can hold.</param>
    public async Task<string> PointsAsync(long before, long frozen)
    {
        IReadOnlyList<RecoveryPoint> points = await lab.Cli.PointsAsync(Report.Run.Id);
        foreach (RunDestination destination in Report.Destinations)
        {
            RecoveryPoint? point = points.SingleOrDefault(p => p.Id == destination.RecoveryPoint);
            if ((destination.RecoveryPoint is not null) != (point is not null))
            {
                fail($"the report says recovery point {destination.RecoveryPoint ?? "none"}, and there is {point?.Id ?? "none"}");
            }
        }

        bool succeeded = Report.Run.State is RunState.Succeeded or RunState.SucceededWithWarnings;
        if (succeeded != points.Count > 0 || (outcome.ExitCode is 0 or 3) != succeeded)
        {
            fail($"{Report.Run.State}, exit {outcome.ExitCode}, with {points.Count} recovery point(s)");
        }

        List<string> proven = [];
        foreach (RecoveryPoint point in points)
        {
            proven.Add(await PointAsync(point, before, frozen));
        }

        return proven.Count == 0 ? "no recovery point" : string.Join("; ", proven);
    }

    private async Task<string> PointAsync(RecoveryPoint point, long before, long frozen)
    {
        if (point.Vms.All(vm => vm.VmName != Vm) && point.VmsShutOff.All(vm => vm.Name != Vm))
        {
            if (!point.VmsLeftOut.Contains(Vm))
            {
                fail($"{point.Id} says nothing of {Vm}");
            }

            return $"{point.Destination} without {Vm}";
        }

        JournalVerdict journal = await LabSites.JournalAsync(point.Destination);
        if (!journal.Whole || journal.LastWholeRecord < before || journal.LastWholeRecord > frozen)
        {
            fail($"FALSE SUCCESS: {point.Id}: whole {journal.Whole}, up to {journal.LastWholeRecord}, expected {before} to {frozen}: {string.Join("; ", journal.Faults)}");
        }

        ShellResult check = await LabSites.AtAsync(point.Destination, "qemu-img", "check", "-U", "vms/vm1.qcow2");
        if (check.ExitCode != 0)
        {
            fail($"FALSE SUCCESS: {point.Id}: qemu-img check: {check.Output}{check.Errors}");
        }

        return string.Create(CultureInfo.InvariantCulture, $"{point.Destination} proven up to record {journal.LastWholeRecord}");
    }

    /// <summary>In what is said to a person; that a manifest has it is not enough.</summary>
    private bool IsNamed(IEnumerable<string> files) => files.All(f => Said().Contains(Path.GetFileName(f), StringComparison.Ordinal));

    private string Said()
    {
        string[] said =
        [
            .. Report.Run.Warnings.Concat(Report.Destinations.SelectMany(d => d.Warnings)).Select(w => $"{w}"),
            $"{Report.Run.Error}",
            .. Report.Destinations.Select(d => $"{d.Error}"),
            .. Report.Vms.Select(v => $"{v.Error}"),
            .. Report.Vms.SelectMany(v => v.OverlaysLeft),
            // The next run merges it: the VM that is named stands for its overlay.
            .. Report.Vms.Where(v => v is { State: VmState.MergeFailed, Error: not null }).SelectMany(v => v.Snapshot!.Disks).Select(d => d.OverlayPath ?? ""),
        ];
        return string.Join('\n', said);
    }

    private static string[] Sources(string list) =>
        [.. list.Split('\n').Select(l => l.Trim()).Where(l => l.StartsWith("vda", StringComparison.Ordinal)).Select(l => l["vda".Length..].Trim())];

    private static async Task<string> VirshAsync(params string[] command) =>
        (await LabSites.OnAsync("p1", ["virsh", "-q", "-c", "qemu:///system", .. command])).ShouldSucceed().Output;
}
