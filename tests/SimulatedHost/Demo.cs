using GlusterDr.Local.Cli;
using GlusterDr.Remote;
using GlusterDr.Simulators;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GlusterDr.SimulatedHost;

/// <summary>The demo on simulated sites: the same command, the same workflow and engine, other ground under them.</summary>
internal sealed class Demo
{
    private const int Machines = 12;

    private readonly SimulatedWorld _world = Scenarios.TwoSites(TimeProvider.System, Machines);
    private readonly string _data = Directory.CreateTempSubdirectory("glusterdr-demo-").FullName;

    /// <summary>Plays it, and returns what the shell gets.</summary>
    public async Task<int> RunAsync()
    {
        try
        {
            return await PlayAsync();
        }
        finally
        {
            Directory.Delete(_data, recursive: true);
        }
    }

    private async Task<int> PlayAsync()
    {
        Console.WriteLine($"{Machines} guests on 2 KVM hosts, 3 Gluster nodes, one secondary.");
        string policy = Path.Combine(AppContext.BaseDirectory, "policy.yaml");
        int code = await GlusterDrAsync("apply", "-f", policy);
        for (int run = 1; run <= 2 && code == 0; run++)
        {
            Console.WriteLine($"\n== run {run}, while the guests write");
            code = await GlusterDrAsync("sync", "vms");
            code = Journals() ? code : 1;
        }

        Console.WriteLine("\n== recovery points");
        await GlusterDrAsync("points");
        Console.WriteLine("\n== no drill: there is no guest to boot. The lab has one: ./demo as root on Debian with FUSE.");
        foreach (string what in _world.Untidy())
        {
            Console.WriteLine($"left behind: {what}");
            code = 1;
        }

        return code;
    }

    // What the guests' own journals say in the images at the secondary.
    private bool Journals()
    {
        SimulatedVolume secondary = _world.Site("backup").Volume("gv2");
        JournalState[] states = [.. Enumerable.Range(1, Machines).Select(i => _world.JournalAt(secondary, $"vm{i}"))];
        int whole = states.Count(s => s.IsWhole);
        Console.WriteLine($"journals at the secondary: {whole} of {Machines} whole, up to record {states.Min(s => s.Records)} or later");
        return whole == Machines;
    }

    private Task<int> GlusterDrAsync(params string[] arguments) => GlusterDrCommand.RunAsync(
        ["--data-dir", _data, .. arguments],
        services => services.Replace(ServiceDescriptor.Singleton<IRemoteRunner>(_world)));
}
