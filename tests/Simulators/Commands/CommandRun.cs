namespace GlusterDr.Simulators;

/// <summary>A command that is being executed in the simulated world.</summary>
internal sealed record CommandRun(SimulatedNode Node, CommandCall Call, IReadOnlyList<CommandRule> Rules, TimeSpan Latency, CommandLock Lock)
{
    /// <summary>Whether it hangs before it has its effect.</summary>
    public bool NeverEnds { get; init; }

    /// <summary>Whether it has had its effect.</summary>
    public bool IsExecuted { get; set; }
}
