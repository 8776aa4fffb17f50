namespace GlusterDr.Runs;

/// <summary>What started a run.</summary>
public enum RunTrigger
{
    /// <summary>A person or a program asked.</summary>
    Demand,

    /// <summary>The policy's schedule.</summary>
    Schedule,
}
