namespace GlusterDr.Sessions.SetUp;

/// <summary>Who may use a path.</summary>
/// <param name="Path">The path.</param>
/// <param name="Mode">Its permission bits.</param>
/// <param name="Group">Its group's number.</param>
public sealed record PathRights(string Path, int Mode, int Group);
