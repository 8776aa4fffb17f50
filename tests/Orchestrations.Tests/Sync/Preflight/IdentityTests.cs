using GlusterDr.Errors;
using GlusterDr.Policies;
using GlusterDr.Runs;
using GlusterDr.Simulators;
using GlusterDr.Tests.Orchestrations.Harness;

namespace GlusterDr.Tests.Orchestrations.Sync.Preflight;

/// <summary>Policies whose names are all valid and mean the wrong volume or pool: refused by the check and by the run, before any snapshot.</summary>
public sealed class IdentityTests
{
    private static readonly Dictionary<string, (Action<SimulatedSites> Make, string Code, string[] Named)> s_mistakes = new()
    {
        ["the primary's own pool, with a volume of the secondary's name"] = (
            sites =>
            {
                sites.World.Site("main").AddVolume("gv2");
                SetDestination(sites, d => d with { Site = d.Site with { GlusterHosts = ["p1"] } });
            },
            ErrorCodes.PoolSame,
            ["site 'main' (p1, p2, p3)", "site 'backup' (p1)", "are one pool: node "]),
        ["the same volume on both sides"] = (
            sites => SetDestination(sites, d => d with { Volume = "gv1", Site = d.Site with { GlusterHosts = ["p2"] } }),
            ErrorCodes.VolumeSame,
            ["'gv1'", "site 'main'", "'backup'"]),
        ["the sites swapped, volumes too"] = (
            sites => Swap(sites, "gv2", "gv1"), ErrorCodes.SitesSwapped, ["gv1 -> s1::gv2", "'backup' (p1, p2, p3)", "'main' (s1)"]),
        ["the nodes of the sites swapped"] = (
            sites => Swap(sites, "gv1", "gv2"), ErrorCodes.SitesSwapped, ["gv1 -> s1::gv2", "'backup' (p1, p2, p3)", "'main' (s1)"]),
        ["the sites swapped, with volumes of the same names on both"] = (
            sites =>
            {
                sites.World.Site("main").AddVolume("gv2");
                sites.World.Site("backup").AddVolume("gv1");
                Swap(sites, "gv1", "gv2");
            },
            ErrorCodes.SitesSwapped,
            ["gv1 -> s1::gv2"]),
        ["the secondary of another session"] = (
            sites =>
            {
                SimulatedVolume other = sites.World.Site("main").AddVolume("gv5");
                Scenarios.AddCopy(sites.World, other, "backup", "s1", "gv6");
                SetDestination(sites, d => d with { Volume = "gv6" });
            },
            ErrorCodes.SessionOtherVolume,
            ["gv5 -> s1::gv6", "'gv6'"]),
        ["a volume of that name in a third pool"] = (
            sites =>
            {
                sites.World.AddSite("third").AddNodes("u1").AddVolume("gv2");
                SetDestination(sites, d => d with { Site = d.Site with { GlusterHosts = ["u1"] } });
            },
            ErrorCodes.SessionOtherVolume,
            ["gv1 -> s1::gv2", "(u1)", "'gv2'"]),
        ["a node of the other pool at the protected site"] = (
            sites => SetSource(sites, ["p1", "p2", "p3", "s1"]), ErrorCodes.PoolMixed, ["Node s1", "site 'main'", "pool of site 'backup'", "<s1>"]),
        ["a node of the other pool at the protected site, asked first"] = (
            sites => SetSource(sites, ["s1", "p1", "p2", "p3"]), ErrorCodes.PoolMixed, ["Node s1", "site 'main'", "pool of site 'backup'"]),
        ["a node of the other pool at the destination"] = (
            sites => SetDestination(sites, d => d with { Site = d.Site with { GlusterHosts = ["s1", "p1"] } }),
            ErrorCodes.PoolMixed,
            ["Node p1", "site 'backup'", "pool of site 'main'", "<p1>"]),
        ["a node of the other pool at the destination, asked first"] = (
            sites => SetDestination(sites, d => d with { Site = d.Site with { GlusterHosts = ["p1", "s1"] } }),
            ErrorCodes.PoolMixed,
            ["Node p1", "site 'backup'", "pool of site 'main'"]),
        ["nodes of two pools at one site"] = (
            sites =>
            {
                sites.World.AddSite("third").AddNodes("u1").AddVolume("gv2");
                SetDestination(sites, d => d with { Site = d.Site with { GlusterHosts = ["s1", "u1"] } });
            },
            ErrorCodes.PoolMixed,
            ["site 'backup'", "s1 (<s1>)", "u1 (<u1>)"]),
    };

    public static TheoryData<string> Mistakes() => [.. s_mistakes.Keys];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_that_valid_names_allow_is_refused_by_the_check_and_by_the_run(string mistake)
    {
        (Action<SimulatedSites> make, string code, string[] named) = s_mistakes[mistake];
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        Policy right = sites.Policy;
        make(sites);
        named = WithIds(sites, named);
        await sites.StartAsync();

        CheckReport check = await sites.Simulation.RunUntilAsync(sites.Plane.Get<IPolicyChecker>().CheckAsync(sites.Policy, CancellationToken.None));
        RunReport report = await sites.RunAsync();

        check.Outcome.ShouldBe(CheckOutcome.Failed);
        Error told = check.Findings.FirstOrDefault(f => f.Outcome == CheckOutcome.Failed && f.Error?.Code == code)?.Error
            .ShouldNotBeNull(string.Join("\n", check.Findings.Select(f => $"{f.Outcome} {f.Error}")))!;
        told.ShouldTell(code, named);
        told.Advice.ShouldNotBeNullOrEmpty();
        report.ShouldHaveFailed(code, named);
        ShouldHaveTouchedNothing(sites);
        sites.Policy = right;
        await sites.ShouldRecoverAsync();
    }

    /// <summary>The other destination goes on: a mistake is its own alone.</summary>
    [Fact]
    public async Task A_destination_that_is_another_volume_is_left_out_and_the_other_goes_on()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2, destinations: 2).EnterAsync();
        sites.World.Site("far").AddVolume("gv2");
        SetDestination(sites, d => d with { Site = d.Site with { GlusterHosts = ["t1"] } });

        RunReport report = await sites.RunAsync();

        report.Destinations.Single(d => d.Name == "backup").Error.ShouldNotBeNull().Code.ShouldBe(ErrorCodes.SessionOtherVolume);
        await sites.ShouldHoldPointAsync(report, "far");
        sites.World.CommandCounts["gluster volume geo-replication start"].ShouldBe(1);
    }

    [Fact]
    public async Task A_session_that_does_not_tell_its_volume_is_not_taken_for_the_right_one()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 1).EnterAsync();
        sites.World.When("gluster volume geo-replication status").SpeakOf($":{sites.Secondary.Id}", "");

        (await sites.RunAsync()).ShouldHaveFailed(ErrorCodes.IdentityUnknown, "gv1 -> s1::gv2", "cannot be verified");

        ShouldHaveTouchedNothing(sites);
    }

    [Fact]
    public async Task Nodes_without_a_uuid_are_not_taken_for_the_right_ones()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 1).EnterAsync();
        sites.World.When(c => c.Is("gluster pool") && c.Host == "s1").SpeakOf(sites.World.Site("backup").Node("s1").Id, "");

        (await sites.RunAsync()).ShouldHaveFailed(ErrorCodes.IdentityUnknown, "nodes of site backup", "s1");

        ShouldHaveTouchedNothing(sites);
    }

    /// <summary>Deleted and made anew while the run is at work: what is read there is of another volume.</summary>
    [Theory]
    [InlineData("gv2")]
    [InlineData("gv1")]
    public async Task A_volume_that_becomes_another_in_mid_run_is_no_recovery_point(string volume)
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        sites.World.When("agent marker").Once().DoAfter(() => sites.World.Sites.SelectMany(s => s.Volumes).Single(v => v.Name == volume).ReplaceId());

        RunReport report = await sites.RunAsync();

        report.ShouldHaveFailed(ErrorCodes.VolumeReplaced, volume);
        report.ShouldHaveMergedAll();
        sites.World.CommandCounts.GetValueOrDefault("agent distrust").ShouldBe(0);
    }

    /// <summary>A node that is away, and that its pool does not list under that name, is told of; the run needs it not.</summary>
    [Fact]
    public async Task A_silent_node_that_its_pool_does_not_know_is_a_warning()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 1).EnterAsync();
        SetSource(sites, ["p1", "p2", "p3", "p4.example"]);

        RunReport report = await sites.RunAsync();

        report.ShouldHaveWarned(ErrorCodes.IdentityUnknown, "p4.example");
    }

    private static void ShouldHaveTouchedNothing(SimulatedSites sites)
    {
        IReadOnlyDictionary<string, int> counts = sites.World.CommandCounts;
        counts.GetValueOrDefault("virsh snapshot-create-as").ShouldBe(0);
        counts.GetValueOrDefault("gluster volume geo-replication start").ShouldBe(0);
        counts.GetValueOrDefault("agent marker").ShouldBe(0);
        sites.World.Violations.ShouldBeEmpty();
    }

    /// <summary>Puts UUIDs in the place of nodes' names in angle brackets.</summary>
    private static string[] WithIds(SimulatedSites sites, string[] named) => [.. named.Select(text =>
        sites.World.Sites.SelectMany(s => s.Nodes).Aggregate(text, (t, node) => t.Replace($"<{node.Name}>", node.Id, StringComparison.Ordinal)))];

    private static void SetSource(SimulatedSites sites, IReadOnlyList<string> hosts) =>
        sites.Policy = sites.Policy with { Site = sites.Policy.Site with { GlusterHosts = hosts } };

    private static void SetDestination(SimulatedSites sites, Func<Destination, Destination> change) =>
        sites.Policy = sites.Policy with { Destinations = [change(sites.Policy.Destinations[0]), .. sites.Policy.Destinations.Skip(1)] };

    /// <summary>Each site has the other's nodes.</summary>
    private static void Swap(SimulatedSites sites, string volume, string copy)
    {
        SetSource(sites, ["s1"]);
        sites.Policy = sites.Policy with { Volume = volume };
        SetDestination(sites, d => d with
        {
            Volume = copy,
            Site = d.Site with { GlusterHosts = ["p1", "p2", "p3"] },
            SessionHost = volume == "gv1" ? d.SessionHost : "p1",
        });
    }
}
