namespace GlusterDr.Sessions.Origins;

/// <summary>A key that may start a gsyncd on a node.</summary>
/// <param name="User">The user that it is for.</param>
/// <param name="Comment">Whose it is, as ssh-keygen wrote it: user and host.</param>
public sealed record OriginKey(string User, string Comment);
