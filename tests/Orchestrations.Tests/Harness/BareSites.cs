using GlusterDr.Durable;
using GlusterDr.Ids;
using GlusterDr.Local.Engine;
using GlusterDr.Local.Engine.Replay;
using GlusterDr.Operations;
using GlusterDr.Replication;
using GlusterDr.Sessions.SetUp;
using GlusterDr.Simulators;
using GlusterDr.TestKit;

namespace GlusterDr.Tests.Orchestrations.Harness;

/// <summary>Two simulated sites, each with a volume, without a session between them; and control planes, which tests start, stop and kill.</summary>
internal sealed class BareSites : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("glusterdr-bare-").FullName;
    private readonly List<ControlPlane> _lives = [];

    public BareSites(WorldOptions? options = null, bool sharded = true)
    {
        World = new SimulatedWorld(Clock, options);
        Primary = World.AddSite("main").AddNodes("p1", "p2", "p3").AddVolume("gv1", sharded: sharded);
        Secondary = World.AddSite("far").AddNodes("s1", "s2").AddVolume("gv2", VolumeType.Distribute, bricks: 2, setSize: 1, sharded: sharded);
        foreach (SimulatedVolume volume in (SimulatedVolume[])[Primary, Secondary])
        {
            volume.Options.Set("performance.strict-write-ordering", "on");
        }
    }

    public Simulation Simulation { get; } = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));

    public ManualTimeProvider Clock => Simulation.Clock;

    public SimulatedWorld World { get; }

    public SimulatedVolume Primary { get; }

    public SimulatedVolume Secondary { get; }

    public ControlPlane Plane => _lives[^1];

    public SetUpRequest Request { get; } = new("p1", new GeoRepSession("gv1", null, "s1", "gv2"));

    /// <summary>The same session, with an account that is not root at the secondary.</summary>
    public static SetUpRequest Unprivileged { get; } = new("p1", new GeoRepSession("gv1", "geoaccount", "s1", "gv2"));

    public IEnumerable<NodeAccess> Far => World.Site("far").Nodes.Select(n => n.Access);

    /// <summary>Everything that a session set-up changes, and that its rollback must restore.</summary>
    public string Snapshot() =>
        $"{string.Join('\n', World.Sites.SelectMany(s => s.Nodes).Select(n => $"{n.Name}: {n.Access.Snapshot()}"))}\n"
        + $"read-only: {Secondary.Options["features.read-only"]}\nsessions: {World.Sessions.Count}";

    /// <summary>Moves the rest of the test into the simulation.</summary>
    public SimulationEntry<BareSites> EnterAsync() => Simulation.Enter(this);

    public async Task<ControlPlane> StartAsync(IHistoryObserver? observer = null)
    {
        ControlPlane life = new(Path.Combine(_directory, "glusterdr.db"), World, Simulation, observer);
        _lives.Add(life);
        await life.Engine.StartAsync();
        return life;
    }

    public static Task<string> BeginAsync(ControlPlane plane, SetUpRequest request) => plane.Get<OperationStarter>().StartAsync(
        OperationId.Session, SetUpRequest.OrchestratorName, request.Session.PrimaryVolume, request, CancellationToken.None);

    /// <summary>Runs a session set-up to its end. The clock moves by itself.</summary>
    public async Task<OperationResult> RunAsync(SetUpRequest? request = null)
    {
        ControlPlane plane = await StartAsync();
        return await EndOfAsync(plane, await BeginAsync(plane, request ?? Request));
    }

    public async Task<OperationResult> EndOfAsync(ControlPlane plane, string id)
    {
        OrchestrationMetadata end = await Simulation.RunUntilAsync(plane.Engine.WaitForInstanceCompletionAsync(id));
        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed, end.FailureDetails?.ErrorMessage);
        return System.Text.Json.JsonSerializer.Deserialize<OperationResult>(end.SerializedOutput!, DrJson.Options).ShouldNotBeNull();
    }

    /// <summary>Shuts a control plane down.</summary>
    public async Task EndAsync(ControlPlane plane)
    {
        _lives.Remove(plane);
        await plane.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ControlPlane life in _lives)
        {
            await life.DisposeAsync();
        }

        Directory.Delete(_directory, recursive: true);
    }
}
