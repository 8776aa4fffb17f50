using GlusterDr.Policies;
using GlusterDr.Replication;
using GlusterDr.Runs;
using GlusterDr.Sessions.SetUp;
using GlusterDr.Simulators;
using GlusterDr.Tests.Orchestrations.Harness;

namespace GlusterDr.Tests.Orchestrations.RecordedRuns;

/// <summary>Scenarios that together request all steps.</summary>
internal static class Scenario
{
    /// <summary>A scenario without a recording of version 1.</summary>
    public const string SinceVersion2 = "cancelled-late";

    /// <summary>A run of many minutes, whose lease at the site is renewed. Older versions had no such lease.</summary>
    public const string SinceVersion3 = "long";

    public static IReadOnlyDictionary<string, Func<Task<Recording>>> All { get; } = new Dictionary<string, Func<Task<Recording>>>
    {
        [SinceVersion3] = () => RunAsync(new(machines: 2, options: new WorldOptions { LinkBytesPerSecond = 500_000 })),
        ["two-machines"] = () => RunAsync(new(machines: 2)),
        ["two-destinations"] = () => RunAsync(new(machines: 2, destinations: 2)),
        ["engine"] = () => RunAsync(SimulatedSites.WithEngine(machines: 2)),
        ["two-domains"] = () => RunAsync(SimulatedSites.WithTwoDomains()),
        ["batches"] = () => RunAsync(new(machines: 52)),
        ["cured"] = () => RunAsync(new(machines: 2), sites => sites.Session.SilentlySkipped.Add("vms/vm1.qcow2")),
        ["snapshot-fails"] = () => RunAsync(new(machines: 2), sites => sites.World.Machines["vm1"].SnapshotError = "internal error: busy"),
        ["aborted"] = () => RunAsync(new(machines: 2), sites =>
        {
            sites.Policy = sites.Policy with { Snapshot = new SnapshotSettings { OnFailure = VmFailureAction.Abort } };
            sites.World.Machines["vm1"].SnapshotError = "internal error: busy";
        }),
        ["merge-fails"] = async () =>
        {
            SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
            sites.World.Machines["vm1"].MergeError = "internal error: Input/output error";
            await sites.RunAsync();
            sites.World.Machines["vm1"].MergeError = null;
            return await RunAsync(sites);
        },
        ["stalled"] = () => RunAsync(new(machines: 2), sites =>
        {
            sites.Policy = sites.Policy with { Limits = sites.Policy.Limits with { Replication = TimeSpan.FromMinutes(3) } };
            sites.Session.IsStalled = true;
        }),
        ["tuned"] = () => RunAsync(new(machines: 2), sites =>
            sites.Policy = sites.Policy with { Changelog = new ChangelogSettings { RolloverTime = 3, ChangeInterval = 1 } }),
        ["feed-dead"] = async () =>
        {
            SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
            sites.Policy = sites.Policy with { Destinations = [sites.Policy.Destinations[0] with { BetweenRuns = BetweenRuns.Paused }] };
            await sites.RunAsync();
            sites.Session.KillFeeds();
            return await RunAsync(sites);
        },
        ["nothing-frozen-on-one"] = () => RunAsync(SimulatedSites.WithTwoDomains(machines: 0), sites => sites.Policy = sites.Policy with { Snapshot = sites.Policy.Snapshot with { Exclude = ["data"] } }),
        ["set-up"] = () => SetUpAsync(_ => { }),
        ["set-up-unprivileged"] = () => SetUpAsync(AddAccount, new("p1", new GeoRepSession("gv1", "geoaccount", "s1", "gv2")), sharded: false),
        ["set-up-undone"] = () => SetUpAsync(
            sites => sites.World.When(c => c.Is("gluster volume geo-replication create")).Answer(1, error: "Unable to fetch secondary details")),
        ["dead-run"] = DeadRunAsync,
        ["cancelled"] = () => CancelledAsync("virsh snapshot-create-as"),
        [SinceVersion2] = () => CancelledAsync("agent marker"),
    };

    private static async Task<Recording> RunAsync(SimulatedSites sites, Action<SimulatedSites>? prepare = null)
    {
        await sites.EnterAsync();
        prepare?.Invoke(sites);
        await sites.RunAsync();
        return new(sites, sites.Plane);
    }

    private static void AddAccount(BareSites sites)
    {
        foreach (NodeAccess access in sites.Far)
        {
            access.AddAccount("geoaccount", "geogroup");
        }
    }

    private static async Task<Recording> SetUpAsync(Action<BareSites> prepare, SetUpRequest? request = null, bool sharded = true)
    {
        BareSites sites = await new BareSites(sharded: sharded).EnterAsync();
        prepare(sites);
        await sites.RunAsync(request);
        return new(sites, sites.Plane);
    }

    private static async Task<Recording> CancelledAsync(string at)
    {
        SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        await sites.StartAsync();
        string run = sites.NextRun;
        await AtFirstAsync(at, sites, id => sites.Plane.Get<RunStarter>().CancelAsync(id, "a test", CancellationToken.None));
        await sites.EndOfAsync(run);
        return new(sites, sites.Plane);
    }

    private static async Task<Recording> DeadRunAsync()
    {
        SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        await sites.StartAsync();
        await AtFirstAsync("virsh snapshot-create-as", sites, id => sites.Plane.Engine.TerminateInstanceAsync(id, "a test"));
        sites.Clock.Advance(TimeSpan.FromSeconds(2));
        return await RunAsync(sites);
    }

    private static async Task AtFirstAsync(string command, SimulatedSites sites, Func<string, Task> act)
    {
        string id = await sites.Plane.Get<RunStarter>().StartAsync(sites.Policy.Name, RunTrigger.Demand, CancellationToken.None);
        TaskCompletionSource<Task> acted = new();
        sites.World.When(c => c.Is(command)).Once().DoBefore(() => acted.TrySetResult(sites.Simulation.BeginAsync(() => act(id))));
        await sites.Simulation.RunUntilAsync(acted.Task.Unwrap());
    }
}
