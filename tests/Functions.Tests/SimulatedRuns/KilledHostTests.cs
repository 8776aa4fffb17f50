using GlusterDr.Conformance;
using GlusterDr.Runs;
using GlusterDr.Sites;
using GlusterDr.Tests.Functions.AzureStorage;

namespace GlusterDr.Tests.Functions.SimulatedRuns;

/// <summary>
/// Whole runs by the published app, whose processes are killed with SIGKILL at random moments, and started again. Only Azurite and
/// the sites continue. There are so many VMs that they are processed in batches, each a workflow of its own.
/// </summary>
/// <param name="fixture">The store.</param>
/// <param name="output">Prints the seed.</param>
/// <param name="kind">The hypervisor that manages the VMs.</param>
/// <param name="commands">Less than the number of commands of an undisturbed run. The kills are at random commands up to this number.</param>
[TakesLong(210)]
public abstract class KilledHostTests(AzuriteFixture fixture, ITestOutputHelper output, HypervisorKind kind, int commands)
    : IClassFixture<AzuriteFixture>
{
    private const int Machines = 60;
    private const int Kills = 3;

    [Fact]
    public async Task A_run_whose_processes_are_killed_three_times_ends_right()
    {
        int seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        Random random = new(seed);
        int[] moments = [.. Enumerable.Range(0, Kills).Select(_ => random.Next(1, commands)).Order()];
        await using SitesApart sites = await SitesApart.StartAsync(fixture.Azurite.ConnectionString, kind, Machines);
        string? run = null;
        foreach (int moment in moments)
        {
            await using HostProcess host = await sites.StartHostAsync();
            run ??= await host.StartRunAsync("vms");
            await sites.UntilCommandsAsync(Math.Max(moment, sites.Commands + 1));
            await host.KillAsync();
            output.WriteLine($"killed at {sites.Commands} commands");
        }

        await using HostProcess last = await sites.StartHostAsync();
        RunReport report = await last.EndOfAsync(run!);
        report.Run.State.ShouldBe(RunState.Succeeded, $"seed {seed}: {report.Run.Error} {last.Log}");
        output.WriteLine($"ended at {sites.Commands} commands");
        await sites.ShouldBeGoodAsync(run!, Machines, killed: true);
    }
}
