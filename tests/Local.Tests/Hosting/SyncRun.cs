using GlusterDr.Durable;
using GlusterDr.Ids;
using GlusterDr.Runs;

namespace GlusterDr.Tests.Local.Hosting;

/// <summary>Replaces the real workflow, under its name. Policies whose name begins with <c>wait</c> wait for the
/// event "go" or "cancel", and <c>wait-undo</c> then for "undone". The policy's name, or the event, defines how it ends.</summary>
internal sealed class SyncRun : Orchestrator<SyncRequest, string>
{
    public override async Task<string> RunAsync(IOrchestrationContext context, SyncRequest input)
    {
        await context.CallActivityAsync(nameof(BeginTestRun), input);
        Show(context, RunPhase.Snapshot, 0);
        string end = input.Policy;
        if (input.Policy.StartsWith("wait", StringComparison.Ordinal))
        {
            Task<string> go = context.WaitForExternalEvent<string>("go");
            Task<string> cancel = context.WaitForExternalEvent<string>(RunStarter.CancelEvent);
            end = await Task.WhenAny(go, cancel) == go ? await go : "cancelled";
        }

        Show(context, RunPhase.Merge, 4);
        if (input.Policy == "wait-undo")
        {
            await context.WaitForExternalEvent<string>("undone");
        }

        return await context.CallActivityAsync<string>(nameof(EndTestRun), new EndTestRun.Request(input.RunId, end));
    }

    private static void Show(IOrchestrationContext context, RunPhase phase, int done)
    {
        DateTimeOffset now = new(context.CurrentUtcDateTime, TimeSpan.Zero);
        context.SetCustomStatus(new RunProgress(phase, now, done, 4, [new("far", DestinationState.Planned)]));
    }
}
