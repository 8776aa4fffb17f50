namespace GlusterDr.Activities;

/// <summary>How long reading image files may take.</summary>
internal static class ProbeBounds
{
    private const double SlowestBytesPerSecond = 5 << 20;

    /// <summary>Five minutes, and what the bytes take on a slow disk with the lowest priority.</summary>
    public static TimeSpan For(long bytes) => TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(bytes / SlowestBytesPerSecond);
}
