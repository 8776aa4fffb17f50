namespace GlusterDr.Gluster.VerifiedFiles;

/// <summary>How much unchanged content is compared again in a run, so that no byte stays unverified for longer than the period.</summary>
/// <param name="Now">The time of the run.</param>
/// <param name="Period">Every byte is compared once within this period.</param>
/// <param name="SinceLast">The time since the last run that verified something.</param>
/// <param name="UntilNext">The approximate time until the next run.</param>
public sealed record Rotation(DateTimeOffset Now, TimeSpan Period, TimeSpan SinceLast, TimeSpan UntilNext)
{
    /// <summary>The minimum number of bytes to compare again.</summary>
    public long Share(long bytes) => Period <= SinceLast ? bytes : (long)Math.Ceiling(bytes * (SinceLast / Period));

    /// <summary>Whether a verification at that time would be older than the period by the next run. A margin of a tenth is added, because runs do not start on the second.</summary>
    public bool IsDue(DateTimeOffset verified) => Now - verified + (UntilNext * 1.1) > Period;
}
