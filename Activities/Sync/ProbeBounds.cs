using GlusterDr.Policies;

namespace GlusterDr.Activities.Sync;

/// <summary>Time limits for reading image files.</summary>
internal static class ProbeBounds
{
    private const double SlowestBytesPerSecond = 5 << 20;

    /// <summary>Five minutes, and the time for the bytes on a slow disk with the lowest priority (5 MiB/s).</summary>
    public static TimeSpan For(long bytes) => TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(bytes / SlowestBytesPerSecond);

    /// <summary>The same, and the time for the bytes at the bandwidth limit of the policy.</summary>
    public static TimeSpan For(long bytes, VerificationSettings proof) =>
        For(bytes) + TimeSpan.FromSeconds(proof.Bandwidth is { } bandwidth ? (double)bytes / bandwidth : 0);
}
