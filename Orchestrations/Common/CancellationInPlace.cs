namespace GlusterDr.Orchestrations.Common;

/// <summary>Cancels on the orchestration's own thread, as a replay can repeat it: <c>CancelAsync</c> would call back on another one.</summary>
internal static class CancellationInPlace
{
    public static void CancelInPlace(this CancellationTokenSource source) => source.Cancel();
}
