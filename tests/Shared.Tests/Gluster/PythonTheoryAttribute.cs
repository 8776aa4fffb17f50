namespace GlusterDr.Tests.Shared.Gluster;

/// <summary>Like <see cref="PythonFactAttribute"/>, for several cases.</summary>
public sealed class PythonTheoryAttribute : TheoryAttribute
{
    public PythonTheoryAttribute() => Skip = new PythonFactAttribute().Skip;
}
