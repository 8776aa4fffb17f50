using GlusterDr.Policies;

namespace GlusterDr.Activities.Sync;

/// <summary>How long reading image files may take.</summary>
internal static class ProbeBounds
{
    private const double SlowestBytesPerSecond = 5 << 20;

    /// <summary>Five minutes, and what the bytes take on a slow disk with the lowest priority.</summary>
    public static TimeSpan For(long bytes) => TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(bytes / SlowestBytesPerSecond);

    /// <summary>The same, and what the bytes take at the greatest rate that the policy allows.</summary>
    public static TimeSpan For(long bytes, VerificationSettings proof) =>
        For(bytes) + TimeSpan.FromSeconds(proof.Bandwidth is { } bandwidth ? (double)bytes / bandwidth : 0);
}
