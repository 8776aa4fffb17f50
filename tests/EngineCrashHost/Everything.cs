using GlusterDr.Durable;

namespace GlusterDr.EngineCrashHost;

/// <summary>A workflow of some hundred durable steps: sequences, fan-outs, timers, events, children.</summary>
public sealed class Everything : Orchestrator<string, string>
{
    private const int Rounds = 3;
    private const int Width = 8;

    /// <summary>The activities that it calls, each once.</summary>
    public static IEnumerable<string> ActivityNames { get; } =
    [
        .. from round in Enumerable.Range(0, Rounds)
           from name in Enumerable.Range(0, Width).Select(i => $"fan{i}").Concat(["first", "last", "child-1", "child-2"])
           select $"r{round}-{name}",
    ];

    /// <inheritdoc/>
    public override async Task<string> RunAsync(IOrchestrationContext context, string input)
    {
        string result = "";
        for (int i = 0; i < Rounds; i++)
        {
            string round = $"r{i}";
            result += await context.CallActivityAsync<string>($"{round}-first", round);
            string[] fan = await Task.WhenAll(Enumerable.Range(0, Width)
                .Select(n => context.CallActivityAsync<string>($"{round}-fan{n}", $" {n}")));
            result += string.Concat(fan) + " " + await WaitAsync(context, round);
            result += " " + await context.CallSubOrchestratorAsync<string>(nameof(Child), $"{round}-child") + " ";
            context.SetCustomStatus(result);
            result += await context.CallActivityAsync<string>($"{round}-last", "done; ");
        }

        return result;
    }

    private static async Task<string> WaitAsync(IOrchestrationContext context, string round)
    {
        using CancellationTokenSource cancel = new();
        Task<string> wait = context.WaitForExternalEvent<string>(round);
        Task timer = context.CreateTimer(TimeSpan.FromDays(1), cancel.Token);
        await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
        context.SendEvent(context.InstanceId, round, "event");
        Task first = await Task.WhenAny(wait, timer);
        cancel.Cancel();
        return first == wait ? await wait : "timer";
    }
}
