namespace GlusterDr.Orchestrations.Common;

/// <summary>
/// Cancels on the thread of the workflow, so that a replay repeats it: <c>CancelAsync</c> would run the callbacks on another thread.
/// </summary>
internal static class CancellationInPlace
{
    public static void CancelInPlace(this CancellationTokenSource source) => source.Cancel();
}
