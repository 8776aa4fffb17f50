namespace GlusterDr;

/// <summary>
/// A pause between attempts that grows with each attempt, up to a limit. It only computes: the caller waits, a workflow by the timer of
/// its context, other code by its <see cref="TimeProvider"/>.
/// </summary>
/// <param name="Pause">The pause before the next attempt.</param>
/// <param name="Longest">The longest pause.</param>
/// <param name="Factor">Each pause is this times the one before.</param>
public readonly record struct Backoff(TimeSpan Pause, TimeSpan Longest, double Factor = 2)
{
    /// <summary>The pause after this one.</summary>
    public Backoff Next => this with { Pause = Pause * Factor < Longest ? Pause * Factor : Longest };
}
