using GlusterDr.Local.Cli;
using GlusterDr.Remote;
using GlusterDr.Simulators;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GlusterDr.SshBench;

/// <summary>Counts the commands that a run sends to each host; each starts a login shell there.</summary>
internal static class RunCommands
{
    private const int Kinds = 12;

    public static async Task CountAsync()
    {
        foreach (int vms in (int[])[3, 30])
        {
            await CountAsync(vms);
        }
    }

    // Measures the second run, because the first one copies everything.
    private static async Task CountAsync(int vms)
    {
        SimulatedWorld world = Scenarios.TwoSites(TimeProvider.System, vms, new WorldOptions
        {
            Latency = new LatencyTable { Factor = 0.1 },
            LinkBytesPerSecond = 100_000_000_000,
        });
        CountingRunner runner = new(world, KindOf);
        string data = Directory.CreateTempSubdirectory("gdr-bench-").FullName;
        try
        {
            string file = Path.Combine(data, "policy.yaml");
            await File.WriteAllTextAsync(file, Scenarios.PolicyOf(world));
            await CommandAsync("apply", "-f", file);
            await CommandAsync("sync", "demo");
            int before = runner.Seen.Count;
            await CommandAsync("sync", "demo");
            Print(vms, [.. runner.Seen.Skip(before)]);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }

        async Task CommandAsync(params string[] arguments)
        {
            TextWriter console = Console.Out;
            Console.SetOut(TextWriter.Null);
            int code = await GlusterDrCommand.RunAsync(
                ["--data-dir", data, .. arguments],
                services => services.Replace(ServiceDescriptor.Singleton<IRemoteRunner>(runner)));
            Console.SetOut(console);
            if (code != 0)
            {
                throw new InvalidOperationException($"glusterdr {string.Join(' ', arguments)}: exit code {code}.");
            }
        }
    }

    private static void Print(int vms, IReadOnlyList<(string Host, string Kind)> seen)
    {
        Console.WriteLine($"A run over {vms} VMs, two sites: {seen.Count} remote commands, each with a login shell.\n");
        Console.WriteLine("| host | commands |");
        Console.WriteLine("|---|---|");
        foreach ((string host, int count) in seen.CountBy(s => s.Host).OrderByDescending(c => c.Value))
        {
            Console.WriteLine($"| {host} | {count} |");
        }

        Console.WriteLine("\n| kind | commands |");
        Console.WriteLine("|---|---|");
        foreach ((string kind, int count) in seen.CountBy(s => s.Kind).OrderByDescending(c => c.Value).Take(Kinds))
        {
            Console.WriteLine($"| `{kind}` | {count} |");
        }

        Console.WriteLine();
    }

    private static string KindOf(RemoteCommand command) => new CommandCall(0, default, "", command).Kind;
}
