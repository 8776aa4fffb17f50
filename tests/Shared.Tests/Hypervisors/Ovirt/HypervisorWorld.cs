using GlusterDr.Hypervisors;
using GlusterDr.Hypervisors.Ovirt;
using GlusterDr.Hypervisors.Ovirt.Engine;
using GlusterDr.Policies;
using GlusterDr.Remote.Secrets;
using GlusterDr.Simulators;
using GlusterDr.Sites;
using GlusterDr.TestKit;
using GlusterDr.Vms;
using Microsoft.Extensions.Logging.Abstractions;
using EngineDisk = GlusterDr.Simulators.EngineDisk;

namespace GlusterDr.Tests.Shared.Hypervisors.Ovirt;

/// <summary>The product's client on a simulated engine, with the data of a run.</summary>
internal sealed class HypervisorWorld : IDisposable
{
    public const string RunId = "sync-vms-20260101T000000Z";
    private readonly EngineClient _client;

    public HypervisorWorld(int vms = 1, EngineOptions? options = null)
    {
        Environment.SetEnvironmentVariable("GLUSTERDR_TEST_SIMULATED_ENGINE", "secret");
        World = Scenarios.TwoSites(Clock, machines: 0);
        Volume = World.Site("main").Volume("gv1");
        Engine = new SimulatedEngine(World.Site("main"), options);
        Engine.AddDomain("data1", Volume);
        for (int i = 1; i <= vms; i++)
        {
            Engine.AddVm($"vm{i}", Engine.Domains[0]).Machine.HasAgent = true;
        }

        EngineSettings settings = new()
        {
            Url = $"https://{Engine.Options.Host}/ovirt-engine",
            User = "admin@internal",
            Password = "env:GLUSTERDR_TEST_SIMULATED_ENGINE",
        };
        _client = new EngineClient(settings, new EnginesInSimulation(Simulation, new SimulatedEngines(Engine)), new SecretReader(), Clock, NullLogger<EngineClient>.Instance);
        Hypervisor = new OvirtHypervisor(_client, settings, Clock, NullLogger<OvirtHypervisor>.Instance);
        Domain = new StorageDomain(new Site { Name = "main", GlusterHosts = ["p1"] }, "gv1");
    }

    public Simulation Simulation { get; } = new();

    public ManualTimeProvider Clock => Simulation.Clock;

    public SimulatedWorld World { get; }

    public SimulatedVolume Volume { get; }

    public SimulatedEngine Engine { get; }

    public OvirtHypervisor Hypervisor { get; }

    public StorageDomain Domain { get; set; }

    /// <summary>Another volume of the site.</summary>
    public SimulatedVolume AddVolume(string name) => World.Site("main").AddVolume(name);

    /// <summary>The files of a disk's chain, the one in use first.</summary>
    public static string[] PathsOf(EngineDisk disk) => [.. disk.Chain.Select(i => $"{disk.Domain!.Id}/images/{disk.Id}/{i.Id}")];

    public Task<T> DoAsync<T>(Func<Task<T>> work) => Simulation.RunUntilAsync(work);

    public Task DoAsync(Func<Task> work) => Simulation.RunUntilAsync(work);

    public Task<IReadOnlyList<VirtualMachine>> ListAsync() => DoAsync(() => Hypervisor.ListAsync(Domain, default));

    public async Task<VirtualMachine> VmAsync(string name = "vm1") => (await ListAsync()).Single(v => v.Name == name);

    public Task<VmSnapshot> SnapshotAsync(VirtualMachine vm, QuiesceMode quiesce = QuiesceMode.Try) => DoAsync(() => StartSnapshotAsync(vm, quiesce));

    public Task<VmSnapshot> StartSnapshotAsync(VirtualMachine vm, QuiesceMode quiesce = QuiesceMode.Try) => Hypervisor.SnapshotAsync(
        Domain, vm, new SnapshotRequest(RunId, SnapshotKind.External, quiesce, TimeSpan.FromMinutes(10)), default);

    public Task<MergeProgress> MergeAsync(VmSnapshot snapshot) => DoAsync(() => StartMergeAsync(snapshot));

    public Task<MergeProgress> StartMergeAsync(VmSnapshot snapshot) => Hypervisor.MergeAsync(Domain, snapshot, TimeSpan.FromMinutes(10), default);

    public void Dispose() => _client.Dispose();
}
