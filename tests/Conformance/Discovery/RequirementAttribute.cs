namespace GlusterDr.Conformance;

/// <summary>On a class that derives a suite: what it needs of the machine.</summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class RequirementAttribute : Attribute
{
    /// <summary>Why the suite is left out here; null: it is run.</summary>
    public abstract string? Missing { get; }
}
