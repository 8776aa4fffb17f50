namespace GlusterDr.Simulators;

/// <summary>An event that must never happen.</summary>
/// <param name="At">The time.</param>
/// <param name="What">The event.</param>
public sealed record Violation(DateTimeOffset At, string What)
{
    /// <inheritdoc/>
    public override string ToString() => $"{At:HH:mm:ss.f} {What}";
}
