using GlusterDr.Local.Cli;
using GlusterDr.Remote;
using GlusterDr.Simulators;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GlusterDr.SimulatedHost;

/// <summary>Protects simulated sites for some runs, with the real command, workflows and workflow engine.</summary>
internal sealed class DemoStage : IDisposable
{
    private readonly SimulatedWorld _world;
    private readonly string _data = Directory.CreateTempSubdirectory("glusterdr-demo-").FullName;
    private readonly string _policy;

    /// <summary>Prepares the sites and the policy.</summary>
    /// <param name="world">The sites.</param>
    /// <param name="engine">The listener of the oVirt engine that manages the machines. Null: libvirt manages them.</param>
    public DemoStage(SimulatedWorld world, EngineListener? engine = null)
    {
        _world = world;
        _policy = Scenarios.PolicyOf(world, engine?.WriteAccess(_data));
    }

    /// <summary>Runs the demo. Returns the exit code.</summary>
    public async Task<int> PlayAsync(int runs)
    {
        Console.WriteLine($"\n== a policy\n{_policy}");
        string file = Path.Combine(_data, "policy.yaml");
        await File.WriteAllTextAsync(file, _policy);
        int code = await GlusterDrAsync("apply", "-f", file);
        for (int run = 1; run <= runs && code == 0; run++)
        {
            Console.WriteLine($"\n== {(runs == 1 ? "a run" : $"run {run}")}, while the guests write");
            code = await GlusterDrAsync("sync", "demo");
            code = Journals() ? code : 1;
        }

        Console.WriteLine("\n== recovery points");
        await GlusterDrAsync("points");
        foreach (string what in _world.Untidy())
        {
            Console.WriteLine($"left behind: {what}");
            code = 1;
        }

        return code;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_data, recursive: true);

    // Checks the guests' journals in the images at the secondary.
    private bool Journals()
    {
        SimulatedVolume secondary = _world.Sessions[0].Secondary;
        JournalState[] states = [.. _world.Machines.All.Select(m => _world.JournalAt(secondary, m.Name))];
        int whole = states.Count(s => s.IsWhole);
        Console.WriteLine($"journals at the secondary: {whole} of {states.Length} whole, up to record {states.Min(s => s.Records)} or later");
        return whole == states.Length;
    }

    private Task<int> GlusterDrAsync(params string[] arguments) => GlusterDrCommand.RunAsync(
        ["--data-dir", _data, .. arguments],
        services => services.Replace(ServiceDescriptor.Singleton<IRemoteRunner>(_world)));
}
