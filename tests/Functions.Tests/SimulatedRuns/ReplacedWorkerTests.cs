using GlusterDr.Runs;

namespace GlusterDr.Tests.Functions.SimulatedRuns;

/// <summary>A run that one worker begins and another ends, while the orchestration service lives.</summary>
/// <remarks>Alone, for the workers change while the run waits, and on a busy machine that wait might be over too soon.</remarks>
[Collection(nameof(Alone))]
public sealed class ReplacedWorkerTests
{
    [Fact]
    public async Task A_run_whose_worker_is_replaced_goes_on_in_the_other_one()
    {
        // The session is so slow to begin that the run looks at it ever more seldom.
        await using AzureSites sites = AzureSites.WithLibvirt(machines: 4, workerStart: TimeSpan.FromSeconds(12));
        string id = await sites.StartRunAsync();
        await sites.Functions.WhenQuietAsync(TimeSpan.FromSeconds(1));
        (await sites.Client.GetInstanceAsync(id)).ShouldNotBeNull().IsCompleted.ShouldBeFalse();

        await sites.Bench.StopWorkerAsync();
        int before = sites.Functions.Calls;
        await sites.Bench.StartWorkerAsync(sites.Functions.Register);

        await sites.ShouldBeGoodAsync(await sites.EndOfAsync(id), machines: 4);
        sites.Functions.Calls.ShouldBeGreaterThan(before);
    }
}
