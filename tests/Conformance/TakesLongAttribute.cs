namespace GlusterDr.Conformance;

/// <summary>Marks a class whose tests take long in total: see <see cref="LongestFirst"/>.</summary>
/// <param name="seconds">About how many seconds they take on two processors.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TakesLongAttribute(int seconds) : Attribute
{
    /// <summary>About how many seconds they take on two processors.</summary>
    public int Seconds { get; } = seconds;
}
