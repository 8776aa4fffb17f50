namespace GlusterDr.Sessions.SetUp;

/// <summary>A way from a node to another.</summary>
/// <param name="Host">Where to.</param>
/// <param name="Port">The TCP port.</param>
/// <param name="Greets">Whether an ssh server must answer.</param>
/// <param name="Problem">Why it cannot be gone; null: it can.</param>
public sealed record NodeWay(string Host, int Port, bool Greets = false, string? Problem = null)
{
    private const int GlusterdPort = 24007;

    /// <summary>The way to a node's glusterd, which Gluster asks for the secondary volume when a session is made.</summary>
    public static NodeWay ToGlusterd(string host) => new(host, GlusterdPort);
}
