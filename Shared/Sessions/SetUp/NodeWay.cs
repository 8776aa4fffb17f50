namespace GlusterDr.Sessions.SetUp;

/// <summary>A TCP connection from a node to another node.</summary>
/// <param name="Host">The other node.</param>
/// <param name="Port">The TCP port.</param>
/// <param name="Greets">Whether an ssh server must answer.</param>
/// <param name="Problem">Why it fails; null: it works.</param>
public sealed record NodeWay(string Host, int Port, bool Greets = false, string? Problem = null)
{
    private const int GlusterdPort = 24007;

    /// <summary>The connection to the glusterd of a node, which Gluster needs to create a session.</summary>
    public static NodeWay ToGlusterd(string host) => new(host, GlusterdPort);
}
