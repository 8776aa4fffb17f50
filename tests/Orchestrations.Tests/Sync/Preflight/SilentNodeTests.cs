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

    /// <summary>The checks of the site and of two destinations all ask the primary nodes.</summary>
    [Theory]
    [InlineData("p1")]
    [InlineData("p3")]
    public async Task A_primary_node_is_asked_once_by_all_checks_and_named_once(string silent)
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 1, destinations: 2).EnterAsync();
        await sites.StartAsync();
        List<string> asked = Silence(sites, silent);
        DateTimeOffset begin = sites.Clock.GetUtcNow();

        CheckReport check = await CheckAsync(sites);

        check.Findings.ShouldNotContain(f => f.Outcome == CheckOutcome.Failed);
        check.Findings.Where(f => f.Error?.Code == ErrorCodes.HostUnreachable).ShouldHaveSingleItem().Subject.ShouldBe($"node {silent}");
        asked.ShouldBe(["gluster pool list"]);
        (sites.Clock.GetUtcNow() - begin).ShouldBeLessThan(s_patience * 1.25);
    }

    [Fact]
    public async Task Where_no_primary_node_answers_each_is_asked_once_and_one_error_names_them()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 1, destinations: 2).EnterAsync();
        await sites.StartAsync();
        string[] nodes = ["p1", "p2", "p3"];
        List<string>[] asked = [.. nodes.Select(n => Silence(sites, n))];

        CheckReport check = await CheckAsync(sites);

        asked.ShouldAllBe(a => a.Count == 1);
        CheckFinding failed = check.Findings.Where(f => f.Error?.Code == ErrorCodes.HostUnreachable).ShouldHaveSingleItem();
        (failed.Subject, failed.Outcome).ShouldBe(("nodes of site main", CheckOutcome.Failed));
        nodes.ShouldAllBe(n => failed.Fact.Contains(n));
    }

    /// <summary>The lease is taken first, by another way; all of preflight then asks once.</summary>
    [Fact]
    public async Task A_primary_node_is_asked_once_by_the_preflight_of_a_run()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 1, destinations: 2).EnterAsync();
        await sites.StartAsync();
        List<string> asked = Silence(sites, "p1");

        RunReport report = await sites.RunAsync();

        report.Run.State.ShouldBe(RunState.SucceededWithWarnings, RunTests.Why(report));
        report.Run.Warnings.Count(w => w.Code == ErrorCodes.HostUnreachable).ShouldBe(1);
        asked.Count(kind => kind == "gluster pool list").ShouldBe(1, string.Join(", ", asked));
    }

    /// <summary>A refused login is the cause, and not that the nodes do not report their UUIDs.</summary>
    [Theory]
    [InlineData("p")]
    [InlineData("s")]
    public async Task Nodes_that_refuse_the_login_are_reported_with_that_cause(string nodes)
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 1).EnterAsync();
        sites.World.When(c => c.Host.StartsWith(nodes, StringComparison.Ordinal))
            .Refuse(new Error(ErrorCodes.HostKeyRejected, ErrorClass.NeedsPerson, "The host shows another key."));

        (await sites.RunAsync()).ShouldHaveFailed(ErrorCodes.HostKeyRejected, "shows another key");
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
