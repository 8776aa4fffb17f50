using GlusterDr.Errors;
using GlusterDr.Runs;
using GlusterDr.Simulators;
using GlusterDr.Tests.Orchestrations.Harness;

namespace GlusterDr.Tests.Orchestrations.Sync.Preflight;

/// <summary>A session that runs before a run: one that a returning node started is stopped, one that somebody started is left alone.</summary>
public sealed class SessionInUseTests
{
    private const string Stop = "gluster volume geo-replication stop";

    [Fact]
    public async Task A_worker_that_a_returning_node_started_is_stopped_by_the_run()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 1).EnterAsync();
        sites.World.When("gluster volume geo-replication status")
            .RewriteAnswer(r => sites.World.CommandCounts.ContainsKey(Stop) ? r : r with { StandardOutput = StartedOnOneNode(r.StandardOutput) });
        sites.World.When("gluster volume geo-replication start").Once()
            .Answer(1, error: "geo-replication session between gv1 & s1::gv2 has already been started.");

        RunReport report = await sites.RunAsync();

        report.Run.State.ShouldBe(RunState.SucceededWithWarnings, report.Run.Error?.ToString());
        report.Run.Warnings.ShouldContain(w => w.Code == ErrorCodes.SessionIncomplete && w.Message.Contains("starts it again by itself"));
        sites.World.CommandCounts["gluster volume geo-replication start"].ShouldBe(2);
        sites.World.Untidy().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_session_that_runs_on_all_nodes_is_in_use()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 1).EnterAsync();
        sites.World.When("gluster volume geo-replication status")
            .RewriteAnswer(r => r with { StandardOutput = r.StandardOutput.Replace("Stopped", "Passive", StringComparison.Ordinal) });

        RunReport report = await sites.RunAsync();

        report.ShouldHaveFailed(ErrorCodes.SessionInUse, "between runs: somebody started it");
        sites.World.CommandCounts.GetValueOrDefault("virsh snapshot-create-as").ShouldBe(0);
        sites.World.CommandCounts.GetValueOrDefault(Stop).ShouldBe(0);
    }

    /// <summary>The state of one node cannot be told: then nobody knows what a stop would do there.</summary>
    [Theory]
    [InlineData("Config Corrupted")]
    [InlineData("Odd")]
    public async Task A_session_that_runs_on_one_node_and_is_unclear_on_another_is_refused(string state)
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 1).EnterAsync();
        sites.World.When("gluster volume geo-replication status").RewriteAnswer(r => r with { StandardOutput = Unclear(r.StandardOutput) });

        RunReport report = await sites.RunAsync();

        report.Run.State.ShouldBe(RunState.Failed);
        sites.World.CommandCounts.GetValueOrDefault("virsh snapshot-create-as").ShouldBe(0);
        sites.World.CommandCounts.GetValueOrDefault(Stop).ShouldBe(0);

        string Unclear(string status)
        {
            string started = StartedOnOneNode(status);
            int first = started.IndexOf("Stopped", StringComparison.Ordinal);
            return first < 0 ? started : $"{started[..first]}{state}{started[(first + "Stopped".Length)..]}";
        }
    }

    private static string StartedOnOneNode(string status) =>
        status.LastIndexOf("Stopped", StringComparison.Ordinal) is int last and >= 0
            ? $"{status[..last]}Passive{status[(last + "Stopped".Length)..]}"
            : status;
}
