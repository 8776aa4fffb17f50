using GlusterDr.Errors;

namespace GlusterDr.Sessions.Control;

/// <summary>
/// The last step of a change of a session, for example the pause after a change of a paused session. It is made also if the change
/// failed or its caller has gone: otherwise the session would not be in the state that it had.
/// </summary>
internal static class FinalStep
{
    /// <summary>How long the last step may take: Gluster's command, with retries while another transaction is in progress, and the wait for its effect.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromMinutes(4);

    /// <summary>Makes the change, then the last step.</summary>
    /// <param name="time">The clock of the bound.</param>
    /// <param name="change">The change. It can be cancelled or fail.</param>
    /// <param name="end">The last step. It is cancelled only after <see cref="Bound"/>.</param>
    /// <param name="what">What it does: <c>pause the session again</c>.</param>
    /// <param name="action">The action that does it later.</param>
    /// <exception cref="DrException">The error of the change, with that of the last step if it failed too.</exception>
    public static async Task RunAsync(TimeProvider time, Func<Task> change, Func<CancellationToken, Task> end, string what, AdvisedAction action)
    {
        try
        {
            await change();
        }
        catch (Exception e)
        {
            if (await TryAsync(time, end, what, action) is not { } failed)
            {
                throw;
            }

            // A cancelled call needs no message, but the state of the session does.
            Error first = (e as DrException)?.Error ?? failed with { Advice = null, Actions = null };
            string cause = e is OperationCanceledException ? "" : e.Message;
            throw new DrException(
                (first with { Message = $"{cause} {failed.Message}".Trim() }).Advise(new(failed.Advice ?? "", failed.Actions ?? [])), e);
        }

        if (await TryAsync(time, end, what, action) is { } error)
        {
            throw new DrException(error);
        }
    }

    private static async Task<Error?> TryAsync(TimeProvider time, Func<CancellationToken, Task> end, string what, AdvisedAction action)
    {
        using CancellationTokenSource bound = new(Bound, time);
        try
        {
            await end(bound.Token);
            return null;
        }
        catch (DrException e)
        {
            return (e.Error with { Message = $"Could not {what}: {e.Error.Message}", Advice = null, Actions = null })
                .Advise(new($"Check the session, then {what}.", action)).Advise(new(e.Error.Advice ?? "", e.Error.Actions ?? []));
        }
        catch (OperationCanceledException)
        {
            return new Error(
                ErrorCodes.GlusterFailed, ErrorClass.Transient, $"Could not {what} within {Bound.TotalMinutes:0} minutes.",
                Advice: $"Check the session, then {what}.")
            {
                Actions = [action],
            };
        }
    }
}
