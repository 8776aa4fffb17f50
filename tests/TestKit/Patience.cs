namespace GlusterDr.TestKit;

/// <summary>How long a test waits in real time for what must come.</summary>
public static class Patience
{
    /// <summary>Far longer than anything takes on a busy machine: what takes longer hangs.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromMinutes(5);
}
