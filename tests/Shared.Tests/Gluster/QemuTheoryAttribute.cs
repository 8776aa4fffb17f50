namespace GlusterDr.Tests.Shared.Gluster;

/// <summary>Like <see cref="QemuFactAttribute"/>, for several cases.</summary>
public sealed class QemuTheoryAttribute : TheoryAttribute
{
    public QemuTheoryAttribute() => Skip = new QemuFactAttribute().Skip;
}
