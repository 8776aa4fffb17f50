using GlusterDr.Errors;
using GlusterDr.Policies;
using GlusterDr.Runs;
using GlusterDr.Simulators;
using GlusterDr.Tests.Orchestrations.Harness;

namespace GlusterDr.Tests.Orchestrations.Sync.Preflight;

/// <summary>
/// What preflight knows decides: a finding that makes success impossible ends the run, or leaves out the destination, before any
/// snapshot; any other is a warning with which the run goes on. One line for each finding.
/// </summary>
public sealed class PreflightFindingTests
{
    private static readonly Dictionary<string, (Action<SimulatedSites> Make, CheckOutcome Outcome, string Code)> s_findings = new()
    {
        ["the primary volume is stopped"] = (s => s.World.Site("main").Volume("gv1").Stop(), CheckOutcome.Failed, ErrorCodes.VolumeNotStarted),
        ["the primary volume is not there"] = (s => s.Policy = s.Policy with { Volume = "gv9" }, CheckOutcome.Failed, ErrorCodes.VolumeNotFound),
        ["the rollover time overwrites changelogs"] = (
            s => s.World.Site("main").Volume("gv1").Options.Set("changelog.rollover-time", "1"), CheckOutcome.Failed, ErrorCodes.SettingUnsafe),
        ["a brick of the primary is offline"] = (s => Kill(s, 1), CheckOutcome.Warning, ErrorCodes.VolumeUnavailable),
        ["two of three bricks of the primary are offline"] = (s => Kill(s, 2), CheckOutcome.Failed, ErrorCodes.VolumeUnavailable),
        ["all bricks of the primary are offline"] = (s => Kill(s, 3), CheckOutcome.Failed, ErrorCodes.VolumeUnavailable),
        ["the primary has little room"] = (s => Take(s.World.Site("main").Volume("gv1"), 0.93), CheckOutcome.Warning, ErrorCodes.NoSpaceForOverlays),
        ["the primary has no room"] = (s => Take(s.World.Site("main").Volume("gv1"), 0.99), CheckOutcome.Failed, ErrorCodes.NoSpaceForOverlays),
        ["a node's clock is ahead"] = (
            s => s.World.Site("main").Node("p2").ClockOffset = TimeSpan.FromSeconds(30), CheckOutcome.Failed, ErrorCodes.ClockSkew),
        ["the secondary volume is stopped"] = (s => s.Secondary.Stop(), CheckOutcome.Failed, ErrorCodes.VolumeNotStarted),
        ["the secondary volume is not there"] = (
            s => SetDestination(s, d => d with { Volume = "gv8" }), CheckOutcome.Failed, ErrorCodes.VolumeNotFound),
        ["the secondary's bricks cannot be told"] = (
            s => s.World.When(c => c.Is("gluster volume status") && c.Host == "s1").PrintNothing(), CheckOutcome.Failed, ErrorCodes.OutputUnreadable),
        ["a brick of the secondary is offline"] = (s => s.Secondary.KillBrick(0), CheckOutcome.Failed, ErrorCodes.VolumeUnavailable),
        ["the secondary is full"] = (s => s.Secondary.SetFull(true), CheckOutcome.Failed, ErrorCodes.SecondaryFull),
        ["the secondary's glusterd is down"] = (
            s => s.World.Site("backup").Node("s1").SetGlusterd(false), CheckOutcome.Failed, ErrorCodes.GlusterdDown),
        ["the secondary's node is away"] = (
            s => s.World.Site("backup").Node("s1").SetReachable(false), CheckOutcome.Failed, ErrorCodes.HostUnreachable),
        ["the secondary is not sharded"] = (s => s.Secondary.Options.Set("features.shard", "off"), CheckOutcome.Failed, ErrorCodes.VolumesUnfit),
        ["there is no session"] = (s => SetDestination(s, d => d with { SessionHost = "s9" }), CheckOutcome.Failed, ErrorCodes.SessionNotFound),
        ["the session runs"] = (
            s => s.World.When(c => c.Is("gluster volume geo-replication status")).SpeakOf("Stopped", "Active"), CheckOutcome.Failed, ErrorCodes.SessionInUse),
        ["the session's configuration is corrupted"] = (
            s => s.World.When(c => c.Is("gluster volume geo-replication status")).SpeakOf("Stopped", "Config Corrupted"), CheckOutcome.Failed, ErrorCodes.SessionFaulty),
        ["the session is in a state that nobody knows"] = (
            s => s.World.When(c => c.Is("gluster volume geo-replication status")).SpeakOf("Stopped", "Dreaming"), CheckOutcome.Failed, ErrorCodes.SessionFaulty),
        ["the session uses tar over ssh"] = (s => s.Session.Config.Set("sync_method", "tarssh"), CheckOutcome.Failed, ErrorCodes.SettingUnsafe),
        ["no VM is on the volume"] = (s => s.World.Machines.All.ToList().ForEach(m => m.Vanish()), CheckOutcome.Failed, ErrorCodes.NothingToProtect),
    };

    public static TheoryData<string> Findings() => [.. s_findings.Keys];

    [Theory]
    [MemberData(nameof(Findings))]
    public async Task It_decides_before_any_snapshot(string finding)
    {
        (Action<SimulatedSites> make, CheckOutcome outcome, string code) = s_findings[finding];
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        make(sites);
        await sites.StartAsync();

        CheckReport check = await sites.Simulation.RunUntilAsync(sites.Plane.Get<IPolicyChecker>().CheckAsync(sites.Policy, CancellationToken.None));
        RunReport report = await sites.RunAsync();

        check.Findings.Where(f => f.Error?.Code == code).Select(f => f.Outcome)
            .ShouldContain(outcome, string.Join("\n", check.Findings.Select(f => $"{f.Outcome} {f.Subject}: {f.Error}")));
        int snapshots = sites.World.CommandCounts.GetValueOrDefault("virsh snapshot-create-as");
        if (outcome == CheckOutcome.Failed)
        {
            report.Run.State.ShouldBe(RunState.Failed, RunTests.Why(report));
            Codes(report).ShouldContain(code, RunTests.Why(report));
            snapshots.ShouldBe(0, "the run was refused before");
        }
        else
        {
            Codes(report).ShouldContain(code, RunTests.Why(report));
            snapshots.ShouldBe(2, "it is a warning only");
        }
    }

    private static IEnumerable<string> Codes(RunReport report) =>
        report.Run.Warnings.Append(report.Run.Error).Concat(report.Destinations.Select(d => d.Error)).OfType<Error>().Select(e => e.Code);

    private static void Kill(SimulatedSites sites, int bricks)
    {
        for (int i = 0; i < bricks; i++)
        {
            sites.World.Site("main").Volume("gv1").KillBrick(2 - i);
        }
    }

    private static void Take(SimulatedVolume volume, double share) => volume.TakenElsewhere = (long)(volume.Capacity * share);

    private static void SetDestination(SimulatedSites sites, Func<Destination, Destination> change) =>
        sites.Policy = sites.Policy with { Destinations = [change(sites.Policy.Destinations[0])] };
}
