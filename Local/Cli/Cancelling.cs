using GlusterDr.Errors;
using GlusterDr.Local.Api;

namespace GlusterDr.Local.Cli;

/// <summary>Cancels a run or an operation, and repeats the request until it is stored: while the disk is full, it cannot be.</summary>
internal static class Cancelling
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    /// <summary>Returns when the request is stored, or there is nothing left to cancel.</summary>
    /// <param name="ask">The request.</param>
    /// <param name="following">A task that ends with the run or operation.</param>
    /// <param name="say">Called with a message about the wait.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Ends the attempts.</param>
    public static async Task UntilStoredAsync(
        Func<Task> ask, Task following, Action<string> say, TimeProvider time, CancellationToken cancellation)
    {
        bool told = false;
        while (!following.IsCompleted)
        {
            try
            {
                await ask();
                return;
            }
            catch (ApiException e) when (e.Error is { Code: ErrorCodes.StoreUnavailable or ErrorCodes.StoreConflict, Class: ErrorClass.Transient })
            {
                if (!told)
                {
                    told = true;
                    say($"The request to cancel is not stored yet. It is repeated until it is stored.\n{e.Error}");
                }
            }

            await Task.WhenAny(following, Task.Delay(s_pause, time, cancellation));
        }
    }
}
