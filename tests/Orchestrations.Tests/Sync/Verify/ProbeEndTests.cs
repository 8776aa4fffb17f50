using GlusterDr.Errors;
using GlusterDr.Runs;
using GlusterDr.Simulators;
using GlusterDr.Tests.Orchestrations.Harness;

namespace GlusterDr.Tests.Orchestrations.Sync.Verify;

/// <summary>Reading images may take hours: it ends with the run that needs it. And reading nothing verifies nothing.</summary>
public sealed class ProbeEndTests
{
    private const string SessionIsGone =
        "<cliOutput><opRet>-1</opRet><opErrno>30800</opErrno><opErrstr>Geo-replication session between gv1 and s1::gv2 does not exist.</opErrstr></cliOutput>";

    /// <summary>The primary's probe for sizes, its digests, and the secondary's digests.</summary>
    [Theory]
    [InlineData("p1", 1)]
    [InlineData("s1", 0)]
    public async Task A_cancelled_run_does_not_wait_for_its_digests(string host, int skip)
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        await sites.StartAsync();
        RunStarter starter = sites.Plane.Get<RunStarter>();
        string id = sites.NextRun;
        bool IsProbe(CommandCall call) => call.Is("agent probe") && call.Host == host;
        CommandRule slow = sites.World.When(IsProbe).After(skip).Once().SlowBy(TimeSpan.FromMinutes(8));
        Task cancelled = sites.DoAt(IsProbe, () => starter.CancelAsync(id, "a test", CancellationToken.None), skip);
        DateTimeOffset begin = sites.Clock.GetUtcNow();

        RunReport report = await sites.RunAsync();

        cancelled.IsCompletedSuccessfully.ShouldBeTrue("the run never read the images there");
        slow.Hits.ShouldBe(1);
        (sites.Clock.GetUtcNow() - begin).ShouldBeLessThan(TimeSpan.FromMinutes(5), "it took as long as the digest");
        report.Run.State.ShouldBe(RunState.Cancelled, RunTests.Why(report));
        report.Run.Error!.Code.ShouldBe(ErrorCodes.RunCancelled);
        report.ShouldHaveMergedAll();
        await sites.ShouldBeTidyAsync();
        await sites.ShouldRecoverAsync();
    }

    [Fact]
    public async Task A_run_that_fails_does_not_wait_for_its_digests()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        sites.World.When(c => c.Is("agent probe") && c.Host == "p1").After(1).Once().SlowBy(TimeSpan.FromMinutes(4));
        sites.World.When("gluster volume geo-replication start").Answer(0, SessionIsGone);
        DateTimeOffset begin = sites.Clock.GetUtcNow();

        RunReport report = await sites.RunAsync();

        report.Run.State.ShouldBe(RunState.Failed, RunTests.Why(report));
        report.Run.VmsProtected.ShouldBe(0);
        (sites.Clock.GetUtcNow() - begin).ShouldBeLessThan(TimeSpan.FromMinutes(2), "it took as long as the digest");
        report.ShouldHaveMergedAll();
    }

    [Theory]
    [InlineData("agent marker")]
    [InlineData("gluster volume geo-replication start")]
    public async Task Where_every_machine_is_deleted_in_mid_run_there_is_no_recovery_point_and_no_defect(string command)
    {
        await using SimulatedSites sites = await SimulatedSites.WithEngine(machines: 2).EnterAsync();
        sites.World.When(command).Once().DoBefore(() =>
        {
            sites.Engine.Vm("vm1").Delete();
            sites.Engine.Vm("vm2").Delete();
        });

        RunReport report = await sites.RunAsync();

        report.Run.State.ShouldBe(RunState.Failed, RunTests.Why(report));
        report.Run.VmsProtected.ShouldBe(0);
        report.Destinations.ShouldAllBe(d => d.RecoveryPoint == null);
        Error?[] errors = [report.Run.Error, .. report.Run.Warnings, report.Destinations[0].Error];
        errors.OfType<Error>().ShouldAllBe(e => e.Code != ErrorCodes.Unexpected);
    }
}
