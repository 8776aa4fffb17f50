using System.Collections.Concurrent;
using GlusterDr.Durable;
using GlusterDr.TestKit;

namespace GlusterDr.Conformance.Engine;

/// <summary>One workflow that uses everything, killed at every durable step in turn.</summary>
/// <remarks>Wherever it is killed, it ends with the same result. An activity whose result was on disk at the kill
/// is not run again.</remarks>
public abstract class EngineCrashConformance : EngineSuite
{
    private const string Expected =
        "prepared; 0 1 2 3 4; go; ready after retries; child of child; caught: no such volume; ping; 10 s";

    private static readonly TimeSpan s_tick = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(CrashMoment.AfterCommit)]
    [InlineData(CrashMoment.BeforeCommit)]
    public async Task Killed_at_any_step_it_ends_the_same(CrashMoment moment)
    {
        if (!Can(EngineCapabilities.CrashAtStep | EngineCapabilities.ManualTime))
        {
            return;
        }

        int steps = await PlayAsync(Harness, new Progress(), int.MaxValue, moment);
        steps.ShouldBeGreaterThan(40);
        for (int step = 1; step <= steps; step++)
        {
            await using IEngineHarness harness = CreateHarness();
            Progress progress = new();
            await PlayAsync(harness, progress, step, moment);
            progress.Lives.ShouldBe(2, $"step {step}, {moment}");
            progress.Repeated.ShouldBeEmpty($"step {step}, {moment}");
        }
    }

    [Fact]
    public async Task Killed_in_every_life_after_two_steps_it_ends_the_same()
    {
        if (!Can(EngineCapabilities.CrashAtStep | EngineCapabilities.ManualTime))
        {
            return;
        }

        Progress progress = new() { CrashAgain = true };
        await PlayAsync(Harness, progress, 2, CrashMoment.AfterCommit);
        progress.Lives.ShouldBeGreaterThan(10);
        progress.Repeated.ShouldBeEmpty();
    }

    // Runs the workflow to its end, and starts the engine again each time it was killed.
    private static async Task<int> PlayAsync(IEngineHarness harness, Progress progress, int step, CrashMoment moment)
    {
        ScriptBook book = Write(progress);
        Task crash = harness.CrashAtStep(step, moment);
        while (true)
        {
            progress.Lives++;
            await harness.StartAsync(book.Registry(), book.Create);
            Task<bool> play = TryPlayAsync(harness, progress, crash);
            if (await Task.WhenAny(play, crash) == play && await play)
            {
                progress.Compare(harness);
                return harness.DurableSteps;
            }

            await crash.WaitAsync(Patience.Limit);
            progress.Compare(harness);
            crash = harness.CrashAtStep(progress.CrashAgain ? step : int.MaxValue, moment);
        }
    }

    private static async Task<bool> TryPlayAsync(IEngineHarness harness, Progress progress, Task crash)
    {
        try
        {
            await StartUnlessStartedAsync(harness.Client);
            for (int round = 0; round < 1000 && !crash.IsCompleted; round++)
            {
                await harness.SettleAsync();
                OrchestrationMetadata state = (await harness.Client.GetInstanceAsync("all")).ShouldNotBeNull();
                if (state.IsCompleted)
                {
                    state.SerializedOutput.ShouldBe($"\"{Expected}\"", $"{state.FailureDetails}");
                    return true;
                }

                if (!progress.HasRaised)
                {
                    await harness.Client.RaiseEventAsync("all", "go", "go");
                    progress.HasRaised = true;
                }

                await harness.AdvanceAsync(s_tick);
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

    private static async Task StartUnlessStartedAsync(IOrchestrationClient client)
    {
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync("Everything", "all", new("all"));
        }
        catch (InstanceExistsException)
        {
            // The instance was stored before the kill.
        }
    }

    private static ScriptBook Write(Progress progress)
    {
        ScriptBook book = new();
        int attempts = 0;
        foreach (string name in new[] { "Prepare", "Fan0", "Fan1", "Fan2", "Fan3", "Fan4", "Inner", "AfterPing" })
        {
            book.Activity<string, string>(name, x => progress.Do(name, x));
        }

        book.Activity<string, string>("Flaky", x => ++attempts < 3 ? throw new IOException("busy") : progress.Do("Flaky", x));
        book.Activity<string, string>("Broken", string (_) => throw new FailingException("no such volume"));
        book.Workflow<string, string>("Child", async (context, x) =>
        {
            context.SetCustomStatus($"{x} at work");
            return $"{x} of {await context.CallActivityAsync<string>("Inner", x)}";
        });
        book.Workflow<string, string>("BrokenChild", (context, x) => context.CallActivityAsync<string>("Broken", x));
        return book.Workflow<string, string>("Everything", (context, _) => EverythingAsync(context));
    }

    private static async Task<string> EverythingAsync(IOrchestrationContext context)
    {
        DateTime start = context.CurrentUtcDateTime;
        Guid id = context.NewGuid();
        context.SetCustomStatus("starting");
        string prepared = await context.CallActivityAsync<string>("Prepare", "prepared");
        string[] fan = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(i => context.CallActivityAsync<string>($"Fan{i}", $"{i}")));
        string raised = await RaceAsync(context);
        TaskOptions retry = new(new RetryPolicy(20, s_tick, 1.0));
        string flaky = await context.CallActivityAsync<string>("Flaky", "ready after retries", retry);
        context.SetCustomStatus("half done");
        string child = await context.CallSubOrchestratorAsync<string>("Child", "child");
        string caught = await CatchAsync(context);
        context.SendEvent(context.InstanceId, "ping", "ping");
        string ping = await context.WaitForExternalEvent<string>("ping");
        string same = await context.CallActivityAsync<string>("AfterPing", $"{id}");
        DateTime before = context.CurrentUtcDateTime;
        await context.CreateTimer(s_tick, CancellationToken.None);
        bool isTrue = same == $"{id}" && before >= start && context.CurrentUtcDateTime >= before + s_tick;
        return $"{prepared}; {string.Join(' ', fan)}; {raised}; {flaky}; {child}; {caught}; {ping}; {(isTrue ? "10 s" : "?")}";
    }

    private static async Task<string> RaceAsync(IOrchestrationContext context)
    {
        using CancellationTokenSource cancel = new();
        Task<string> go = context.WaitForExternalEvent<string>("go");
        Task late = context.CreateTimer(TimeSpan.FromHours(1), cancel.Token);
        Task first = await Task.WhenAny(go, late);
        cancel.Cancel();
        return first == go ? await go : "late";
    }

    private static async Task<string> CatchAsync(IOrchestrationContext context)
    {
        try
        {
            return await context.CallSubOrchestratorAsync<string>("BrokenChild", "x");
        }
        catch (TaskFailedException exception)
        {
            return $"caught: {exception.FailureDetails.InnerFailure!.ErrorMessage}";
        }
    }

    /// <summary>Records what the activities did, and whether one ran although its result was on disk.</summary>
    private sealed class Progress
    {
        private readonly ConcurrentDictionary<string, int> _calls = new();
        private IReadOnlyDictionary<string, int> _answered = new Dictionary<string, int>();

        public bool CrashAgain { get; init; }

        public int Lives { get; set; }

        public bool HasRaised { get; set; }

        public List<string> Repeated { get; } = [];

        public string Do(string name, string input)
        {
            _calls.AddOrUpdate(name, 1, (_, count) => count + 1);
            return input == "child" ? "child" : input;
        }

        // After each kill: an activity whose result was stored before an earlier kill has not been called since.
        public void Compare(IEngineHarness harness)
        {
            Repeated.AddRange(_answered.Where(x => _calls[x.Key] != x.Value).Select(x => x.Key));
            _answered = harness.AnsweredActivities.Where(_calls.ContainsKey).ToDictionary(name => name, name => _calls[name]);
        }
    }
}
