using GlusterDr.Conformance;
using GlusterDr.Ids;
using GlusterDr.Runs;
using GlusterDr.Tests.Orchestrations.Harness;

namespace GlusterDr.Tests.Orchestrations.Sync;

/// <summary>Killed after each durable step in turn, then started again.</summary>
[TakesLong(50)]
public sealed class CrashTests
{
    [Theory]
    [InlineData("libvirt")]
    [InlineData("engine")]
    [InlineData("engine, two domains")]
    public async Task Killed_after_any_step_the_run_ends_right_and_nothing_is_done_twice(string kind)
    {
        int step = 1;
        while (await DiesAndGoesOnAsync(step, kind))
        {
            step++;
        }

        step.ShouldBeGreaterThan(30, "a run has at least that many durable steps");
    }

    /// <summary>False: the run was over before that step.</summary>
    private static async Task<bool> DiesAndGoesOnAsync(int step, string kind)
    {
        await using SimulatedSites sites = await Sites(kind).EnterAsync();
        KillAt killAt = new(step);
        ControlPlane first = await sites.StartAsync(killAt);
        killAt.Kill = first.Kill;
        Task<string> start = first.Get<RunStarter>().StartAsync("vms", RunTrigger.Demand, CancellationToken.None);
        string id = RunId.Create("vms", sites.Clock.GetUtcNow());
        Task over = Task.WhenAny(killAt.Killed, EndAsync(first, start));
        await sites.Simulation.RunUntilAsync(over);
        if (!killAt.Killed.IsCompleted)
        {
            return false;
        }

        sites.Clock.Advance(TimeSpan.FromSeconds(5));
        await sites.StartAsync();
        RunReport report = await sites.EndOfAsync(id);

        report.Run.State.ShouldBe(RunState.Succeeded, $"killed after step {step}: {RunTests.Why(report)}");
        report.ShouldHaveMergedAll();
        foreach (RunDestination destination in report.Destinations)
        {
            (await sites.ShouldHoldPointAsync(report, destination.Name)).Vms.Count.ShouldBe(2);
        }

        await sites.ShouldBeTidyAsync();
        return true;
    }

    private static SimulatedSites Sites(string kind) => kind switch
    {
        "libvirt" => new(machines: 2),
        "engine" => SimulatedSites.WithEngine(machines: 2),
        _ => SimulatedSites.WithTwoDomains(machines: 1),
    };

    private static async Task EndAsync(ControlPlane plane, Task<string> start) =>
        await plane.Engine.WaitForInstanceCompletionAsync(await start);
}
