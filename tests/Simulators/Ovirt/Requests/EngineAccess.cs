namespace GlusterDr.Simulators;

/// <summary>How a client reaches an engine, in a policy's words.</summary>
/// <param name="Url">Where it is.</param>
/// <param name="User">Who logs in.</param>
/// <param name="Password">Where the password is.</param>
/// <param name="CaFile">The file that holds the authority's certificate.</param>
public sealed record EngineAccess(Uri Url, string User, string Password, string CaFile);
