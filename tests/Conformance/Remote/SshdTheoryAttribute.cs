namespace GlusterDr.Conformance.Remote;

/// <summary>As <see cref="SshdFactAttribute"/>, for several cases.</summary>
public sealed class SshdTheoryAttribute : TheoryAttribute
{
    public SshdTheoryAttribute() => Skip = new SshdFactAttribute().Skip;
}
