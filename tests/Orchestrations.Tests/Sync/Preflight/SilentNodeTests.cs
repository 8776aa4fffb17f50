using GlusterDr.Errors;
using GlusterDr.Policies;
using GlusterDr.Runs;
using GlusterDr.Simulators;
using GlusterDr.Tests.Orchestrations.Harness;

namespace GlusterDr.Tests.Orchestrations.Sync.Preflight;

/// <summary>A node that no command reaches says so after minutes: what looks at both sides asks it once.</summary>
public sealed class SilentNodeTests
{
    /// <summary>For so long a host that refuses logins is tried.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task The_only_node_of_a_destination_is_asked_once_by_the_run_and_by_the_check()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 1).EnterAsync();
        await sites.StartAsync();
        List<string> asked = Silence(sites, "s1");
        DateTimeOffset begin = sites.Clock.GetUtcNow();

        RunReport report = await sites.RunAsync();

        report.ShouldHaveFailed(ErrorCodes.HostUnreachable, "No connection");
        asked.ShouldHaveSingleItem();
        (sites.Clock.GetUtcNow() - begin).ShouldBeLessThan(s_patience * 1.25);
        sites.World.CommandCounts.GetValueOrDefault("virsh snapshot-create-as").ShouldBe(0);
        asked.Clear();
        begin = sites.Clock.GetUtcNow();
        CheckReport check = await CheckAsync(sites);
        check.Findings.Where(f => f.Outcome == CheckOutcome.Failed).ShouldHaveSingleItem().Error!.Code.ShouldBe(ErrorCodes.HostUnreachable);
        asked.ShouldHaveSingleItem();
        (sites.Clock.GetUtcNow() - begin).ShouldBeLessThan(s_patience * 1.25);
    }

    [Fact]
    public async Task One_of_two_nodes_is_asked_once_and_the_other_serves()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 1).EnterAsync();
        sites.World.Site("backup").AddNodes("s2");
        Destination destination = sites.Policy.Destinations[0];
        sites.Policy = sites.Policy with { Destinations = [destination with { Site = destination.Site with { GlusterHosts = ["s1", "s2"] } }] };
        await sites.StartAsync();
        List<string> asked = Silence(sites, "s1");

        CheckReport check = await CheckAsync(sites);

        check.Findings.ShouldNotContain(f => f.Outcome == CheckOutcome.Failed);
        asked.ShouldHaveSingleItem();
    }

    // One that answers again is asked like any other: nothing is remembered beyond one look.
    [Fact]
    public async Task A_node_that_answers_again_serves_the_next_look()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 1).EnterAsync();
        await sites.StartAsync();
        sites.World.When(c => c.Host == "s1").Once().Unreachable();

        (await CheckAsync(sites)).Outcome.ShouldBe(CheckOutcome.Failed);
        (await CheckAsync(sites)).Findings.ShouldNotContain(f => f.Outcome == CheckOutcome.Failed);
        await sites.ShouldRecoverAsync();
    }

    private static Task<CheckReport> CheckAsync(SimulatedSites sites) =>
        sites.Simulation.RunUntilAsync(sites.Plane.Get<IPolicyChecker>().CheckAsync(sites.Policy, CancellationToken.None));

    /// <summary>What the node is asked from now on, in vain.</summary>
    private static List<string> Silence(SimulatedSites sites, string node)
    {
        List<string> asked = [];
        sites.World.When(c =>
        {
            if (c.Host == node)
            {
                asked.Add(c.Kind);
            }

            return c.Host == node;
        }).SlowBy(s_patience).Unreachable();
        return asked;
    }
}
