namespace GlusterDr.Leases;

/// <summary>Where this control plane runs, for display.</summary>
/// <param name="Name">The machine's name, or that of the function app: the same for all of its workers.</param>
public sealed record ControlPlaneHost(string Name);
