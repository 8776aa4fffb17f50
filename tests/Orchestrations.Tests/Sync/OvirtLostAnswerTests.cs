using GlusterDr.Errors;
using GlusterDr.Policies;
using GlusterDr.Runs;
using GlusterDr.Simulators;
using GlusterDr.Tests.Orchestrations.Harness;

namespace GlusterDr.Tests.Orchestrations.Sync;

/// <summary>
/// A request to the oVirt engine that changes something takes effect and its answer is lost; at the same moment the run is cancelled, the
/// control plane is killed, or both; or the run is aborted. Whatever the combination: no snapshot stays, and no error is called a defect.
/// </summary>
public sealed class OvirtLostAnswerTests
{
    /// <summary>Every request of a run that changes something at the engine.</summary>
    private static readonly string[] s_requests =
    [
        "engine POST snapshots",
        "engine DELETE snapshots",
        "engine POST freezefilesystems",
        "engine POST thawfilesystems",
        "engine POST updateovfstore",
        "engine POST events",
    ];

    public static TheoryData<string, LostAnswerTests.Fault> Combinations()
    {
        TheoryData<string, LostAnswerTests.Fault> all = [];
        foreach (string request in s_requests)
        {
            foreach (LostAnswerTests.Fault fault in Enum.GetValues<LostAnswerTests.Fault>())
            {
                all.Add(request, fault);
            }
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public async Task Whatever_happens_besides_no_snapshot_is_left_and_no_defect_is_reported(string request, LostAnswerTests.Fault fault)
    {
        await using SimulatedSites sites = await Sites().EnterAsync();
        await sites.StartAsync();
        string id = sites.NextRun;
        Task fell = DoAt(sites, request, () => fault is LostAnswerTests.Fault.Cancel or LostAnswerTests.Fault.CancelAndKill
            ? sites.Plane.Get<RunStarter>().CancelAsync(id, "a test", CancellationToken.None)
            : Task.CompletedTask);

        RunReport report = fault is LostAnswerTests.Fault.Kill or LostAnswerTests.Fault.CancelAndKill
            ? await sites.RunKilledAsync(id, kill => sites.Engine.When(request).Once().DoAfter(kill))
            : await LoseAnswerAsync(sites, request);

        fell.IsCompletedSuccessfully.ShouldBeTrue("the run never came to that request");
        report.Run.IsOver.ShouldBeTrue();
        report.Vms.ShouldAllBe(vm => vm.Snapshot == null || vm.MergedAt != null);
        await ShouldBeCleanAsync(sites, report);
        if (fault == LostAnswerTests.Fault.None)
        {
            report.Destinations.ShouldHaveSingleItem().RecoveryPoint.ShouldNotBeNull(RunTests.Why(report));
        }

        RunReport next = await sites.RunAsync();
        next.Destinations.ShouldHaveSingleItem().RecoveryPoint.ShouldNotBeNull(RunTests.Why(next));
        await ShouldBeCleanAsync(sites, next);
    }

    /// <summary>The snapshot of one VM fails and the policy aborts the run; another's was taken, and its answer is lost.</summary>
    [Theory]
    [InlineData("engine POST snapshots")]
    [InlineData("engine DELETE snapshots")]
    [InlineData("engine POST thawfilesystems")]
    public async Task A_run_that_aborts_leaves_no_snapshot_and_reports_no_defect(string request)
    {
        await using SimulatedSites sites = await Sites().EnterAsync();
        sites.Policy = sites.Policy with
        {
            Snapshot = sites.Policy.Snapshot with { OnFailure = VmFailureAction.Abort, Parallel = 2 },
        };
        sites.Engine.Vm("vm2").FailingSnapshots = 5;
        string vm1 = sites.Engine.Vm("vm1").Id;
        sites.Engine.When(e => e.Is(request) && e.Path.Contains(vm1, StringComparison.Ordinal)).Once().CutAfterEffect();

        RunReport report = await sites.RunAsync();

        report.Run.State.ShouldBe(RunState.Failed);
        report.Run.VmsProtected.ShouldBe(0, "there is no recovery point");
        await ShouldBeCleanAsync(sites, report);
    }

    private static SimulatedSites Sites()
    {
        SimulatedSites sites = SimulatedSites.WithEngine(machines: 2);
        foreach (EngineVm vm in sites.Engine.Vms)
        {
            vm.Machine.HasAgent = true;
        }

        sites.Policy = sites.Policy with { Snapshot = sites.Policy.Snapshot with { Quiesce = QuiesceMode.Require } };
        return sites;
    }

    private static async Task ShouldBeCleanAsync(SimulatedSites sites, RunReport report)
    {
        Error?[] errors = [report.Run.Error, .. report.Run.Warnings, .. report.Vms.Select(v => v.Error), .. report.Destinations.Select(d => d.Error)];
        errors.OfType<Error>().ShouldAllBe(e => e.Code != ErrorCodes.Unexpected);
        sites.Engine.Vms.SelectMany(vm => vm.Snapshots.Select(s => s.Description))
            .ShouldAllBe(d => !d.Contains("GlusterDr", StringComparison.Ordinal));
        sites.Engine.UnexpectedRequests.ShouldBeEmpty();
        await sites.ShouldBeTidyAsync();
    }

    /// <summary>Does something as such a request goes out, which takes its time: the deed is there first.</summary>
    private static Task DoAt(SimulatedSites sites, string request, Func<Task> deed)
    {
        TaskCompletionSource<Task> done = new();
        sites.Engine.When(request).Once().SlowBy(TimeSpan.FromSeconds(1)).DoBefore(() => done.TrySetResult(sites.Simulation.BeginAsync(deed)));
        return done.Task.Unwrap();
    }

    private static Task<RunReport> LoseAnswerAsync(SimulatedSites sites, string request)
    {
        sites.Engine.When(request).Once().CutAfterEffect();
        return sites.RunAsync();
    }
}
