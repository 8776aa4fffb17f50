namespace GlusterDr.Gluster.VerifiedFiles;

/// <summary>How much of what has not changed is compared again in a run, so that no byte stays unverified for longer than the period.</summary>
/// <param name="Now">The time of the run.</param>
/// <param name="Period">Within it, every byte is compared.</param>
/// <param name="SinceLast">Since the last run that verified something.</param>
/// <param name="UntilNext">Until about the next run.</param>
public sealed record Rotation(DateTimeOffset Now, TimeSpan Period, TimeSpan SinceLast, TimeSpan UntilNext)
{
    /// <summary>The bytes that are compared again at least.</summary>
    public long Share(long bytes) => Period <= SinceLast ? bytes : (long)Math.Ceiling(bytes * (SinceLast / Period));

    /// <summary>Whether what was verified then would be older than the period by the next run. A tenth more: runs are not on the second.</summary>
    public bool IsDue(DateTimeOffset verified) => Now - verified + (UntilNext * 1.1) > Period;
}
