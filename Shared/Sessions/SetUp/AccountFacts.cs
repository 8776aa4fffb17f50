namespace GlusterDr.Sessions.SetUp;

/// <summary>A user of a secondary node.</summary>
/// <param name="Exists">Whether there is such a user.</param>
/// <param name="IsRoot">Whether it is root by another name.</param>
/// <param name="HomeExists">Whether its home is there.</param>
/// <param name="CanLogIn">Whether its shell lets it run commands.</param>
/// <param name="Groups">Its groups.</param>
public sealed record AccountFacts(bool Exists, bool IsRoot = false, bool HomeExists = false, bool CanLogIn = false, IReadOnlyList<string>? Groups = null);
