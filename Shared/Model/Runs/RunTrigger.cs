namespace GlusterDr.Runs;

/// <summary>What started a run.</summary>
public enum RunTrigger
{
    /// <summary>A user or a program.</summary>
    Demand,

    /// <summary>The policy's schedule.</summary>
    Schedule,
}
