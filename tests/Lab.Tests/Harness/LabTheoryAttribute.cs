namespace GlusterDr.Tests.Lab;

/// <summary>As <see cref="LabFactAttribute"/>, with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LabTheoryAttribute : TheoryAttribute
{
    /// <summary>Skips where the lab was not asked for.</summary>
    public LabTheoryAttribute() => Skip = new LabFactAttribute().Skip;
}
