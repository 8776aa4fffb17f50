namespace GlusterDr.Simulators;

/// <summary>How a client reaches an engine, with the values of a policy.</summary>
/// <param name="Url">The address of its API.</param>
/// <param name="User">The user.</param>
/// <param name="Password">The reference to the password.</param>
/// <param name="CaFile">The file that holds the authority's certificate.</param>
public sealed record EngineAccess(Uri Url, string User, string Password, string CaFile);
