using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Leases;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Ids;
using GlusterDr.Leases;
using GlusterDr.Local.Engine;
using GlusterDr.Policies;
using GlusterDr.RecoveryPoints;
using GlusterDr.Replication;
using GlusterDr.Runs;
using GlusterDr.Simulators;
using GlusterDr.Sites;
using GlusterDr.TestKit;
using GlusterDr.Tests.Orchestrations.Sync;
using GlusterDr.Vms;

namespace GlusterDr.Tests.Orchestrations.Harness;

/// <summary>Simulated sites, a policy for them, and control planes, which tests start, stop and kill.</summary>
internal sealed class SimulatedSites : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("glusterdr-sim-").FullName;
    private readonly List<ControlPlane> _lives = [];
    private int _databases = 1;
    private SimulatedEngine? _engine;
    private CheckedAnswers? _answers;

    public SimulatedSites(int machines = 3, int destinations = 1, WorldOptions? options = null)
    {
        World = destinations == 1
            ? Scenarios.TwoSites(Clock, machines, options)
            : Scenarios.ThreeSites(Clock, machines, options);
        Policy = MakePolicy(destinations);
    }

    /// <summary>Sites whose machines an oVirt engine manages.</summary>
    public static SimulatedSites WithEngine(int machines, EngineOptions? options = null, LogLines? logs = null)
    {
        SimulatedSites sites = new(machines: 0) { Logs = logs };
        SimulatedEngine engine = Scenarios.AddEngine(sites.World, machines, options);
        File.WriteAllText(sites.PasswordFile, engine.Options.Password);
        EngineSettings settings = new()
        {
            Url = engine.Address.AbsoluteUri.Replace("/api", "", StringComparison.Ordinal),
            User = engine.Options.UserName,
            Password = $"file:{sites.PasswordFile}",
        };
        sites._engine = engine;
        sites._answers = new CheckedAnswers(new SimulatedEngines(engine));
        sites.Policy = sites.Policy with
        {
            Site = sites.Policy.Site with { Hypervisor = new HypervisorSettings { Kind = HypervisorKind.Ovirt, Engine = settings } },
        };
        return sites;
    }

    /// <summary>
    /// As <see cref="WithEngine"/>, with a second storage domain <c>data2</c> on volume gv5, replicated to gv6 at the same site: machines vm1 to vmN have a disk on each,
    /// <c>system</c> has one only on the first, and <c>data</c> only on the second.
    /// </summary>
    public static SimulatedSites WithTwoDomains(int machines = 1)
    {
        SimulatedSites sites = WithEngine(machines);
        SimulatedVolume volume = sites.World.Site("main").AddVolume("gv5");
        Scenarios.AddCopy(sites.World, volume, "backup", "s1", "gv6");
        EngineDomain domain = sites.Engine.AddDomain("data2", volume);
        foreach (EngineVm vm in sites.Engine.Vms)
        {
            sites.Engine.AddDisk(vm, domain);
        }

        sites.Engine.AddVm("system", sites.Engine.Domains[0]);
        sites.Engine.AddVm("data", domain);
        Destination first = sites.Policy.Destinations[0];
        sites.Policy = sites.Policy with
        {
            Destinations = [first, first with { Name = "backup-data", PrimaryVolume = "gv5", Volume = "gv6" }],
        };
        return sites;
    }

    public SimulatedEngine Engine => _engine ?? throw new InvalidOperationException("These sites have no engine.");

    /// <summary>Records the log, at all levels. Null: nothing is recorded.</summary>
    public LogLines? Logs { get; init; }

    /// <summary>The file with the engine's password.</summary>
    public string PasswordFile => Path.Combine(_directory, "password");

    public Simulation Simulation { get; } = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));

    public ManualTimeProvider Clock => Simulation.Clock;

    public SimulatedWorld World { get; }

    public Policy Policy { get; set; }

    public ControlPlane Plane => _lives[^1];

    public SimulatedVolume Secondary => World.Site("backup").Volume("gv2");

    public SimulatedSession Session => World.Session("gv1", "s1::gv2");

    /// <summary>The session of the second volume, if there are two storage domains.</summary>
    public SimulatedSession DataSession => World.Session("gv5", "s1::gv6");

    /// <summary>Moves the rest of the test into the simulation.</summary>
    public SimulationEntry<SimulatedSites> EnterAsync() => Simulation.Enter(this);

    public async Task<ControlPlane> StartAsync(IHistoryObserver? observer = null)
    {
        ControlPlane life = new(Path.Combine(_directory, $"glusterdr-{_databases}.db"), World, Simulation, observer, _answers, Logs);
        _lives.Add(life);
        await life.Engine.StartAsync();
        await life.Get<PolicyStore>().SaveAsync(Policy, CancellationToken.None);
        return life;
    }

    /// <summary>
    /// Starts a control plane with an empty store: the last one was lost with its store. It has waited until the lease that the
    /// lost one left at the site has expired.
    /// </summary>
    public async Task<ControlPlane> StartAnewAsync()
    {
        ControlPlane plane = await StartBesideAsync();
        foreach (string volume in Policy.Volumes)
        {
            Task look = plane.Get<SiteLeases>().RequireFreeAsync(new GlusterPool(Policy.Site.GlusterNodes()), volume, CancellationToken.None);
            await Simulation.RunUntilAsync(Task.WhenAny(look));
            (look.Exception?.InnerException as DrException).ShouldNotBeNull().Error.Code.ShouldBe(ErrorCodes.LeaseHeld);
        }

        Clock.Advance(SiteLeases.Bound);
        return plane;
    }

    /// <summary>Starts another control plane, with its own store, in addition to the others.</summary>
    public Task<ControlPlane> StartBesideAsync()
    {
        _databases++;
        return StartAsync();
    }

    /// <summary>Restarts a killed control plane with its store.</summary>
    /// <param name="database">The number of its store. 1 is the first.</param>
    public async Task<ControlPlane> ReviveAsync(int database)
    {
        (int last, _databases) = (_databases, database);
        ControlPlane plane = await StartAsync();
        _databases = last;
        return plane;
    }

    /// <summary>Runs the policy on one of several control planes.</summary>
    public async Task<RunReport> RunOnAsync(ControlPlane plane)
    {
        await plane.Get<PolicyStore>().SaveAsync(Policy, CancellationToken.None);
        string id = await plane.Get<RunStarter>().StartAsync(Policy.Name, RunTrigger.Demand, CancellationToken.None);
        return await EndOfAsync(plane, id);
    }

    /// <summary>Waits for the end of a run, whatever its result.</summary>
    public async Task<RunReport> EndOfAsync(ControlPlane plane, string id)
    {
        await Simulation.RunUntilAsync(plane.Engine.WaitForInstanceCompletionAsync(id));
        return await plane.Get<RunStore>().GetReportAsync(id, CancellationToken.None);
    }

    /// <summary>The content of all files that the control planes have written.</summary>
    public IEnumerable<string> Files() => Directory.GetFiles(_directory, "glusterdr-*").Select(file =>
    {
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using StreamReader reader = new(stream, System.Text.Encoding.Latin1);
        return reader.ReadToEnd();
    });

    /// <summary>Runs the policy to its end. The clock moves by itself.</summary>
    public async Task<RunReport> RunAsync()
    {
        if (_lives.Count == 0)
        {
            await StartAsync();
        }

        await Plane.Get<PolicyStore>().SaveAsync(Policy, CancellationToken.None);
        string id = await Plane.Get<RunStarter>().StartAsync(Policy.Name, RunTrigger.Demand, CancellationToken.None);
        return await EndOfAsync(id);
    }

    /// <summary>The id of a run that starts at the present time.</summary>
    public string NextRun => RunId.Create(Policy.Name, Clock.GetUtcNow());

    /// <summary>Does something when a matching command is sent. It is done before the command has its effect.</summary>
    /// <param name="matches">The command.</param>
    /// <param name="deed">What is done, once.</param>
    /// <param name="after">The number of matching commands before that.</param>
    /// <param name="takes">How much longer the command takes. Null: one second.</param>
    /// <returns>Completes when it is done, which is not before a matching command is sent.</returns>
    public Task DoAt(Func<CommandCall, bool> matches, Func<Task> deed, int after = 0, TimeSpan? takes = null)
    {
        TaskCompletionSource<Task> done = new();
        World.When(matches).After(after).Once().SlowBy(takes ?? TimeSpan.FromSeconds(1)).DoBefore(() => done.TrySetResult(Simulation.BeginAsync(deed)));
        return done.Task.Unwrap();
    }

    public async Task<RunReport> EndOfAsync(string id)
    {
        OrchestrationMetadata end = await Simulation.RunUntilAsync(Plane.Engine.WaitForInstanceCompletionAsync(id));
        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed, end.FailureDetails?.ToString());
        // The next run must have another id, and ids have seconds.
        Clock.Advance(TimeSpan.FromSeconds(2));
        return await Plane.Get<RunStore>().GetReportAsync(id, CancellationToken.None);
    }

    /// <summary>Runs the policy in a process that is killed, and finishes the run in another one.</summary>
    /// <param name="id">The id of the run, which starts now.</param>
    /// <param name="at">Gets the action that kills the process, and runs it at the right time.</param>
    public async Task<RunReport> RunKilledAsync(string id, Action<Action> at)
    {
        TaskCompletionSource killed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ControlPlane first = Plane;
        at(() =>
        {
            first.Kill();
            killed.TrySetResult();
        });
        (await first.Get<RunStarter>().StartAsync(Policy.Name, RunTrigger.Demand, CancellationToken.None)).ShouldBe(id);
        await Simulation.RunUntilAsync(killed.Task);
        Clock.Advance(TimeSpan.FromSeconds(5));
        await StartAsync();
        return await EndOfAsync(id);
    }

    /// <summary>Asserts what must hold after any run: nothing is left behind, no lease is taken, and no rule was violated.</summary>
    public async Task ShouldBeTidyAsync()
    {
        World.Untidy().ShouldBeEmpty();
        (await Plane.Get<LeaseStore>().ListAsync(CancellationToken.None)).ShouldBeEmpty();
        ShouldBeConformant();
    }

    /// <summary>Asserts that requests to the oVirt engine, and its answers, are as its API documents them.</summary>
    public void ShouldBeConformant()
    {
        IEnumerable<string> asked = from exchange in _engine?.Exchanges ?? []
                                    from fault in RequestChecker.Check(exchange)
                                    select $"{exchange.Method} {exchange.Path}: {fault}";
        asked.Distinct().ShouldBeEmpty();
        (_answers?.Faults ?? []).ShouldBeEmpty();
    }

    public void ShouldBeProven(RunReport report, SimulatedVolume? at = null)
    {
        foreach (RunVm vm in report.Vms.Where(v => v.State == VmState.ShutOff))
        {
            World.JournalAt(at ?? Secondary, vm.Vm.Name).IsWhole.ShouldBeTrue($"{vm.Vm.Name}, which is shut off");
        }

        foreach (RunVm vm in report.Vms.Where(v => v.State is not (VmState.LeftOut or VmState.ShutOff or VmState.Excluded)))
        {
            World.WhyNotVerified(at ?? Secondary, vm.Vm.Name, report.Run.Id).ShouldBeNull();
        }
    }

    /// <summary>Returns a run's recovery point at a destination, and asserts that the copy has all machines that it lists.</summary>
    public async Task<RecoveryPoint> ShouldHoldPointAsync(RunReport report, string destination)
    {
        string id = report.Destinations.Single(d => d.Name == destination).RecoveryPoint.ShouldNotBeNull(RunTests.Why(report));
        RecoveryPoint point = (await Plane.Get<RecoveryPointStore>().FindAsync(Policy.Name, id, CancellationToken.None)).ShouldNotBeNull();
        Destination at = Policy.Destinations.Single(d => d.Name == destination);
        foreach (VmSnapshot vm in point.Vms)
        {
            World.WhyNotVerified(World.Site(at.Site.Name).Volume(at.Volume), vm.VmName, report.Run.Id).ShouldBeNull();
        }

        return point;
    }

    /// <summary>Stops the session, as an error advises a person to do.</summary>
    public async Task StopSessionAsync()
    {
        GlusterPool pool = new(Policy.Site.GlusterNodes());
        GeoRepSession session = Policy.Destinations[0].Session(Policy.Volume);
        await Simulation.RunUntilAsync(Plane.Get<GlusterClient>().StopSessionAsync(pool, session));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ControlPlane life in _lives)
        {
            await life.DisposeAsync();
        }

        Directory.Delete(_directory, recursive: true);
    }

    private static Policy MakePolicy(int destinations) => new()
    {
        Name = "vms",
        Volume = "gv1",
        Site = new Site
        {
            Name = "main",
            GlusterHosts = ["p1", "p2", "p3"],
            Hypervisor = new HypervisorSettings { Hosts = ["h1", "h2"] },
        },
        Destinations = [.. new[] { Destination("backup", "s1", "gv2"), Destination("far", "t1", "gv3") }.Take(destinations)],
    };

    private static Destination Destination(string site, string node, string volume) => new()
    {
        Name = site,
        Site = new Site { Name = site, GlusterHosts = [node] },
        Volume = volume,
        SessionHost = node,
    };
}
