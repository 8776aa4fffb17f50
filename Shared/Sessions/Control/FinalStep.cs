using GlusterDr.Errors;

namespace GlusterDr.Sessions.Control;

/// <summary>
/// Ends what a change of a session began: also where the change failed, or whoever asked for it went away meanwhile. Left half-way the
/// session would run, or stand still, against what it was.
/// </summary>
internal static class FinalStep
{
    /// <summary>How long the end may take: Gluster's command, tried while others are at work there, and the wait for its effect.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromMinutes(4);

    /// <summary>Makes the change, then the end.</summary>
    /// <param name="time">Counts the bound.</param>
    /// <param name="change">May be cancelled or fail.</param>
    /// <param name="end">What has to follow: bounded by <see cref="Bound"/> alone.</param>
    /// <param name="what">What the end does: <c>pause it again</c>.</param>
    /// <param name="action">What does it later.</param>
    /// <exception cref="DrException">The change's error; and that of the end, if it failed too.</exception>
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

            // That the asker went away is no news to anybody; that the session is not as it was is.
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
