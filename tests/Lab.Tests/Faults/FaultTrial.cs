namespace GlusterDr.Tests.Lab.Faults;

/// <summary>A run with one fault.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="Moment">The moment of the run after which it is applied.</param>
/// <param name="Delay">How long after that moment.</param>
/// <param name="Heal">How long it lasts, when it is repaired during the run; null: until the run has ended.</param>
internal sealed record FaultTrial(Fault Fault, Moment Moment, TimeSpan Delay, TimeSpan? Heal)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Fault.Name}, {Delay.TotalSeconds:0.0} s after {Moment.Name}"
        + (!Fault.MayHeal ? "" : Heal is { } after ? $", repaired {after.TotalSeconds:0} s later" : ", repaired after the run");
}
