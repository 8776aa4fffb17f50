namespace GlusterDr.Sessions.Origins;

/// <summary>A session's log on a secondary node.</summary>
/// <param name="Session">The name of its folder: primary volume, secondary host and volume, with underscores between them.</param>
/// <param name="Written">When it was last written, in seconds since 1970.</param>
/// <param name="Workers">Primary nodes and bricks that its lines name, as pairs.</param>
public sealed record OriginLog(string Session, double Written, IReadOnlyList<IReadOnlyList<string>> Workers);
