using GlusterDr.Conformance;
using GlusterDr.Runs;
using GlusterDr.Sites;
using GlusterDr.Tests.Functions.AzureStorage;
using Xunit.Abstractions;

namespace GlusterDr.Tests.Functions.SimulatedRuns;

/// <summary>
/// Whole runs by the published worker whose processes are killed with SIGKILL at random moments, and started again. Nothing but Azurite and
/// the sites lives on. So many VMs that they are frozen and merged in batches, each a sub-orchestration.
/// </summary>
/// <param name="fixture">The store.</param>
/// <param name="output">Says the seed.</param>
/// <param name="kind">Who manages the VMs.</param>
/// <param name="commands">Fewer than an undisturbed run sends to the sites: the kills are somewhere among them.</param>
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
