namespace GlusterDr.RecoveryPoints;

/// <summary>Something that a VM of a recovery point needs, and that the point does not hold as it was proven.</summary>
/// <param name="Vm">The VM's name.</param>
/// <param name="What">What it is, for people, with its path where it has one.</param>
/// <param name="Reason">Why it is not included.</param>
public sealed record MissingFile(string Vm, string What, string Reason);
