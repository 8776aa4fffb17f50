using GlusterDr.Errors;
using GlusterDr.Policies;
using GlusterDr.Runs;
using GlusterDr.Simulators;
using GlusterDr.Tests.Orchestrations.Harness;

namespace GlusterDr.Tests.Orchestrations.Sync;

/// <summary>
/// A command that changes something takes effect and its answer is lost; at the same moment the run is cancelled, the control plane is
/// killed, or both. Whatever the combination: no VM stays on an overlay, nothing is left, and no error is called a defect.
/// </summary>
public sealed class LostAnswerTests
{
    /// <summary>What happens besides the lost answer.</summary>
    public enum Fault
    {
        None,
        Cancel,
        Kill,
        CancelAndKill,
    }

    public static TheoryData<string, string, Fault> Combinations()
    {
        TheoryData<string, string, Fault> all = [];
        foreach ((string command, string host) in Commands)
        {
            foreach (Fault fault in Enum.GetValues<Fault>())
            {
                all.Add(command, host, fault);
            }
        }

        return all;
    }

    /// <summary>Every command of a run that changes something, with the host that gets it.</summary>
    private static (string Command, string Host)[] Commands =>
    [
        ("virsh snapshot-create-as", "h1"),
        ("virsh snapshot-create-as", "h2"),
        ("virsh blockcommit", "h1"),
        ("virsh blockjob", "h1"),
        ("gluster volume geo-replication config", "p1"),
        ("gluster volume geo-replication start", "p1"),
        ("gluster volume geo-replication stop", "p1"),
        ("agent marker", "p1"),
        ("agent lease", "p1"),
        ("agent delete", "s1"),
    ];

    [Theory]
    [MemberData(nameof(Combinations))]
    public async Task Whatever_happens_besides_nothing_is_left_and_no_defect_is_reported(string command, string host, Fault fault)
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        await sites.StartAsync();
        string id = sites.NextRun;
        bool Matches(CommandCall call) => call.Is(command) && call.Host == host && IsChange(call);
        Task fell = sites.DoAt(Matches, () => CancelAsync(sites, id, fault));

        RunReport report = fault is Fault.Kill or Fault.CancelAndKill
            ? await sites.RunKilledAsync(id, kill => sites.World.When(Matches).Once().DoAfter(kill))
            : await LoseAnswerAsync(sites, Matches);

        fell.IsCompletedSuccessfully.ShouldBeTrue("the run never came to that command");
        report.Run.IsOver.ShouldBeTrue();
        ShouldNameNoDefect(report);
        report.Vms.ShouldAllBe(vm => vm.Snapshot == null || vm.MergedAt != null);
        await sites.ShouldBeTidyAsync();
        await sites.ShouldRecoverAsync();
    }

    /// <summary>The snapshot of one VM fails and the policy aborts the run; another's was taken, and its answer is lost.</summary>
    [Fact]
    public async Task A_run_that_aborts_merges_the_snapshot_whose_answer_was_lost_and_reports_no_defect()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        sites.Policy = sites.Policy with { Snapshot = new SnapshotSettings { OnFailure = VmFailureAction.Abort, Parallel = 2 } };
        string vm1 = sites.World.Machines["vm1"].Uuid;
        sites.World.Machines["vm2"].SnapshotError = "internal error: unable to execute QEMU command 'transaction': Device is busy";
        sites.World.When(c => c.Is("virsh snapshot-create-as") && c.Has(vm1)).Once().HangAfterEffect();

        RunReport report = await sites.RunAsync();

        report.Run.State.ShouldBe(RunState.Failed);
        report.Run.VmsProtected.ShouldBe(0, "there is no recovery point");
        ShouldNameNoDefect(report);
        sites.World.Machines["vm1"].IsOnOverlay.ShouldBeFalse();
        await sites.ShouldBeTidyAsync();
        sites.World.Machines["vm2"].SnapshotError = null;
        await sites.ShouldRecoverAsync();
    }

    private static bool IsChange(CommandCall call) =>
        call.Is("agent lease") ? LeaseActions.Of(call.Command) == "take"
        : !call.Is("gluster volume geo-replication config") || call.Has("checkpoint");

    private static Task CancelAsync(SimulatedSites sites, string id, Fault fault) => fault is Fault.Cancel or Fault.CancelAndKill
        ? sites.Plane.Get<RunStarter>().CancelAsync(id, "a test", CancellationToken.None)
        : Task.CompletedTask;

    private static Task<RunReport> LoseAnswerAsync(SimulatedSites sites, Func<CommandCall, bool> matches)
    {
        sites.World.When(matches).Once().HangAfterEffect();
        return sites.RunAsync();
    }

    private static void ShouldNameNoDefect(RunReport report)
    {
        Error?[] errors = [report.Run.Error, .. report.Run.Warnings, .. report.Vms.Select(v => v.Error), .. report.Destinations.Select(d => d.Error)];
        errors.OfType<Error>().ShouldAllBe(e => e.Code != ErrorCodes.Unexpected);
    }
}
