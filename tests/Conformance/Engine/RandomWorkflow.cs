using System.Collections.Concurrent;
using GlusterDr.Durable;

namespace GlusterDr.Conformance.Engine;

/// <summary>A random workflow, made from a seed, that records what it observes.</summary>
/// <remarks>All that a workflow observes is on disk. What it observes after a kill must therefore begin with what it observed
/// before, whatever the workflow is, and wherever it was killed.</remarks>
internal sealed class RandomWorkflow
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, List<string>> _seen = new();

    /// <summary>Observations after a restart that differ from those before it.</summary>
    public ConcurrentQueue<string> Differences { get; } = [];

    public ScriptBook Book() => new ScriptBook()
        .Activity<int, int>("Quick", x => x)
        .Activity<int, int>("Slow", async x =>
        {
            for (int i = 0; i < x % 7; i++)
            {
                await Task.Yield();
            }

            return x;
        })
        .Activity<int, int>("Fail", int (x) => throw new IOException($"failure {x}"))
        .Workflow<int, string>("Random", (context, seed) => RunAsync(context, seed, depth: 0))
        .Workflow<int, string>("Child", (context, seed) => RunAsync(context, seed, depth: 1));

    private async Task<string> RunAsync(IOrchestrationContext context, int seed, int depth)
    {
        Random random = new(seed);
        List<string> before = _seen.GetValueOrDefault(context.InstanceId) ?? [];
        List<string> now = [];
        void See(string what)
        {
            string line = $"{what} at {context.CurrentUtcDateTime:O}";
            now.Add(line);
            if (now.Count <= before.Count && before[now.Count - 1] != line)
            {
                Differences.Enqueue($"{context.InstanceId}: '{before[now.Count - 1]}', then '{line}'");
            }

            if (now.Count > before.Count)
            {
                _seen[context.InstanceId] = now;
            }
        }

        int steps = random.Next(3, 8);
        for (int i = 0; i < steps; i++)
        {
            See(await StepAsync(context, random, depth));
            context.SetCustomStatus($"{i} of {steps}");
        }

        return $"{steps} steps";
    }

    private static async Task<string> StepAsync(IOrchestrationContext context, Random random, int depth)
    {
        int number = random.Next(1000);
        switch (random.Next(depth == 0 ? 9 : 8))
        {
            case 0:
                return $"call {await context.CallActivityAsync<int>("Slow", number)}";
            case 1:
                return $"failure {(await FailAsync(context, number)).FailureDetails.InnerFailure is null}";
            case 2:
                await context.CreateTimer(random.Next(1, 5) * s_second, CancellationToken.None);
                return "timer";
            case 3:
                return $"race {await RaceAsync(context, random.Next(2, 9))}";
            case 4:
                return $"id {context.NewGuid()}";
            case 5:
                context.SendEvent(context.InstanceId, "self", number);
                return $"event {await context.WaitForExternalEvent<int>("self")}";
            case 6:
                return $"timeout {await TimeOutAsync(context, random.Next(1, 4))}";
            case 7:
                return $"order {await OrderAsync(context, random.Next(2, 12))}";
            default:
                return $"child {await context.CallSubOrchestratorAsync<string>("Child", number)}";
        }
    }

    private static async Task<TaskFailedException> FailAsync(IOrchestrationContext context, int number)
    {
        try
        {
            TaskOptions options = new(new RetryPolicy(2, s_second));
            await context.CallActivityAsync<int>("Fail", number, options);
        }
        catch (TaskFailedException exception)
        {
            return exception;
        }

        throw new InvalidOperationException("It did not fail.");
    }

    // Which task wins depends on the machine, but it must be the same at each replay.
    private static async Task<int> RaceAsync(IOrchestrationContext context, int width)
    {
        Task<int>[] calls =
            [.. Enumerable.Range(0, width).Select(i => context.CallActivityAsync<int>(i % 2 == 0 ? "Slow" : "Quick", i))];
        int winner = await await Task.WhenAny(calls);
        await Task.WhenAll(calls);
        return winner;
    }

    private static async Task<string> TimeOutAsync(IOrchestrationContext context, int seconds)
    {
        using CancellationTokenSource cancel = new();
        Task<int> wait = context.WaitForExternalEvent<int>("never", cancel.Token);
        Task call = context.CallActivityAsync<int>("Slow", seconds);
        Task timer = context.CreateTimer(seconds * s_second, cancel.Token);
        Task first = await Task.WhenAny(wait, timer, call);
        cancel.Cancel();
        await call;
        return first == call ? "called" : "late";
    }

    private static async Task<string> OrderAsync(IOrchestrationContext context, int width)
    {
        List<int> order = [];
        async Task CallAsync(int i)
        {
            order.Add(await context.CallActivityAsync<int>("Slow", i));
        }

        await Task.WhenAll(Enumerable.Range(0, width).Select(CallAsync));
        return string.Join(',', order);
    }
}
