using GlusterDr.Local.Cli.Progress;
using GlusterDr.Local.Cli.Text;
using GlusterDr.Operations;

namespace GlusterDr.Local.Cli;

/// <summary>Follows an operation to its end, and prints the outcome.</summary>
/// <remarks>Ctrl-C cancels an operation of this process and waits for the rollback. An operation of another process continues.</remarks>
internal sealed class OperationWatch(CommandContext context, HostSession session, Interrupts interrupts)
{
    private readonly Dictionary<string, OperationStep> _shown = new(StringComparer.Ordinal);

    /// <summary>Returns the exit code.</summary>
    public async Task<int> ToTheEndAsync(string id, CancellationToken cancellation)
    {
        context.Say($"operation {id}");
        using CancellationTokenSource leave = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task<Operation> following = FollowAsync(id, leave.Token);
        await interrupts.WhenFirstOrAsync(following);
        if (interrupts.First.IsCancellationRequested && !following.IsCompleted)
        {
            if (session.Own is null)
            {
                await leave.CancelAsync();
                await Task.WhenAny(following);
                context.Say($"Operation {id} continues in another process. Cancel it with `glusterdr operations {id} --cancel`.");
                return ExitCodes.Cancelled;
            }

            context.Say("Cancelling: the operation is rolled back. Press Ctrl-C again to exit now;\n"
                + "the next `glusterdr serve` or `glusterdr sync` then continues the rollback.");
            await Cancelling.UntilStoredAsync(
                () => session.Api.CancelOperationAsync(id, "ctrl-c", cancellation), following, context.Say, context.Environment.Time, cancellation);
        }

        interrupts.Release();
        Operation operation = await following;
        context.Write(operation, OperationText.Outcome);
        return OperationText.ExitCode(operation);
    }

    private async Task<Operation> FollowAsync(string id, CancellationToken cancellation)
    {
        Operation? last = null;
        await using WaitingNotes? notes = context.Server is null ? new(session.Api, context.Environment.Time, context.Say) : null;
        await foreach (Operation update in session.Api.FollowOperationAsync(id, cancellation))
        {
            last = update;
            foreach (OperationStep step in update.Progress?.Steps ?? [])
            {
                if (!_shown.TryGetValue(step.Name, out OperationStep? before) || before != step)
                {
                    _shown[step.Name] = step;
                    context.Say($"{context.Environment.Time.GetUtcNow().UtcDateTime:HH:mm:ss}Z  {OperationText.Step(step)}");
                }
            }
        }

        return last ?? await session.Api.GetOperationAsync(id, cancellation);
    }
}
