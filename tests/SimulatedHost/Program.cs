using GlusterDr.Local.Cli;
using GlusterDr.Remote;
using GlusterDr.Simulators;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

// The demo on simulated sites: the same command, the same workflow and engine, other ground under them.
const int Machines = 12;

SimulatedWorld world = Scenarios.TwoSites(TimeProvider.System, Machines);
SimulatedVolume secondary = world.Site("backup").Volume("gv2");
string data = Directory.CreateTempSubdirectory("glusterdr-demo-").FullName;
try
{
    return await DemoAsync();
}
finally
{
    Directory.Delete(data, recursive: true);
}

async Task<int> DemoAsync()
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
    foreach (string what in world.Untidy())
    {
        Console.WriteLine($"left behind: {what}");
        code = 1;
    }

    return code;
}

// What the guests' own journals say in the images at the secondary.
bool Journals()
{
    JournalState[] states = [.. Enumerable.Range(1, Machines).Select(i => world.JournalAt(secondary, $"vm{i}"))];
    int whole = states.Count(s => s.IsWhole);
    Console.WriteLine($"journals at the secondary: {whole} of {Machines} whole, up to record {states.Min(s => s.Records)} or later");
    return whole == Machines;
}

Task<int> GlusterDrAsync(params string[] arguments) => GlusterDrCommand.RunAsync(
    ["--data-dir", data, .. arguments],
    services => services.Replace(ServiceDescriptor.Singleton<IRemoteRunner>(world)));
