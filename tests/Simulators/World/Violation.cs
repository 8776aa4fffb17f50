namespace GlusterDr.Simulators;

/// <summary>Something happened that must never happen.</summary>
/// <param name="At">When.</param>
/// <param name="What">What.</param>
public sealed record Violation(DateTimeOffset At, string What)
{
    /// <inheritdoc/>
    public override string ToString() => $"{At:HH:mm:ss.f} {What}";
}
