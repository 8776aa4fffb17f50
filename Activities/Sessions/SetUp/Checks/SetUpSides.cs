using GlusterDr.Activities.Sync.Preflight;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Sessions.SetUp;
using GlusterDr.Sites;

namespace GlusterDr.Activities.Sessions.SetUp.Checks;

/// <summary>The two volumes of the session, and their nodes.</summary>
public sealed record SetUpSides(
    SetUpRequest Request, GlusterPool PrimaryPool, GlusterPool SecondaryPool, GlusterVolume Primary, GlusterVolume Secondary)
{
    /// <summary>The nodes with bricks of the primary: each runs a gsyncd.</summary>
    public IReadOnlyList<RemoteHost> PrimaryNodes { get; } =
        [.. Primary.Nodes.Select(n => PrimaryPool.Host(n.Host))];

    /// <summary>The host that the session names, and the nodes with bricks of the secondary: there gsyncd logs in.</summary>
    public IReadOnlyList<RemoteHost> SecondaryNodes { get; } =
        [.. Secondary.Nodes.Select(n => n.Host).Prepend(Request.Session.SecondaryHost).Distinct(StringComparer.OrdinalIgnoreCase).Select(SecondaryPool.Host)];

    /// <summary>Adds a failure; with force, a warning.</summary>
    public void Weigh(Findings findings, string subject, string code, string fact, string advice) =>
        Weigh(Request, findings, subject, code, fact, advice);

    /// <inheritdoc cref="Weigh(Findings, string, string, string, string)"/>
    public static void Weigh(SetUpRequest request, Findings findings, string subject, string code, string fact, string advice)
    {
        if (request.Force)
        {
            findings.Warn(subject, code, fact, advice);
        }
        else
        {
            findings.Fail(subject, code, fact, $"{advice} To continue anyway, repeat the request with force.");
        }
    }
}
