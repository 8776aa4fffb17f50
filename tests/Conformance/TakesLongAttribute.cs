namespace GlusterDr.Conformance;

/// <summary>The tests of this class take longer together than those of most: see <see cref="LongestFirst"/>.</summary>
/// <param name="seconds">About how long on two processors.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TakesLongAttribute(int seconds) : Attribute
{
    /// <summary>About how long on two processors.</summary>
    public int Seconds { get; } = seconds;
}
