using GlusterDr.Durable;
using GlusterDr.TestKit;

namespace GlusterDr.Conformance.Engine;

/// <summary>Random workflows, killed at random moments.</summary>
public abstract class EngineRandomConformance : EngineSuite
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task A_replay_observes_the_same_as_before_whatever_the_workflow_does(int seed)
    {
        if (!Can(EngineCapabilities.CrashAtStep | EngineCapabilities.ManualTime))
        {
            return;
        }

        Random random = new(seed);
        RandomWorkflow workflow = new();
        ScriptBook book = workflow.Book();
        bool isOver = false;
        int lives;
        for (lives = 0; !isOver; lives++)
        {
            CrashMoment moment = random.Next(2) == 0 ? CrashMoment.AfterCommit : CrashMoment.BeforeCommit;
            Task crash = Harness.CrashAtStep(random.Next(1, 40), moment);
            await Harness.StartAsync(book.Registry(), book.Create);
            Task<bool> play = TryPlayAsync(seed, crash);
            isOver = await Task.WhenAny(play, crash) == play && await play;
            await (isOver ? Task.CompletedTask : crash);
        }

        lives.ShouldBeGreaterThan(3);
        workflow.Differences.ShouldBeEmpty();
        foreach (OrchestrationMetadata state in await Client.GetAllInstancesAsync())
        {
            state.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed, $"{state.InstanceId}: {state.FailureDetails}");
        }
    }

    private async Task<bool> TryPlayAsync(int seed, Task crash)
    {
        try
        {
            for (int i = 0; i < 10; i++)
            {
                await StartUnlessStartedAsync((seed * 1000) + i);
            }

            for (int round = 0; round < 1000 && !crash.IsCompleted; round++)
            {
                if ((await Client.GetAllInstancesAsync()).All(state => state.IsCompleted))
                {
                    return true;
                }

                await Harness.AdvanceAsync(TimeSpan.FromSeconds(1));
            }

            // A killed engine is idle at once, so the thousand rounds end quickly; the check at the end then reports it.
            await crash.WaitAsync(Patience.Limit);
            return false;
        }
        catch (Exception exception) when (exception is InvalidOperationException or OperationCanceledException)
        {
            // The engine was killed during the call.
            return false;
        }
    }

    private async Task StartUnlessStartedAsync(int seed)
    {
        try
        {
            await Client.ScheduleNewOrchestrationInstanceAsync("Random", seed, new($"random-{seed}"));
        }
        catch (InstanceExistsException)
        {
            // The instance was stored before the kill.
        }
    }
}
