using GlusterDr.Errors;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Replication;

namespace GlusterDr.Gluster.GeoReplication;

/// <summary>A change of a session's state: what is told to Gluster, and what shows that it came to be.</summary>
/// <param name="Pool">The primary pool.</param>
/// <param name="Session">The session.</param>
/// <param name="Verb">Gluster's word for it.</param>
/// <param name="Force">Whether with force.</param>
/// <param name="Reached">Shows that it came to be.</param>
/// <param name="Hopeless">Shows that it will not, however long one waits.</param>
internal sealed record SessionChange(
    GlusterPool Pool,
    GeoRepSession Session,
    string Verb,
    bool Force,
    Func<GeoRepStatus, bool> Reached,
    Func<GeoRepStatus, bool> Hopeless)
{
    public required string Code { get; init; }

    public required string Advice { get; init; }

    public IReadOnlyList<string> Arguments =>
    [
        "volume", "geo-replication", Session.PrimaryVolume, Session.SecondaryUrl, Verb,
        .. Force ? ["force"] : Array.Empty<string>(),
    ];

    /// <summary>The error: Gluster's own reason where it gave one, and what the status shows.</summary>
    public DrException Failed(GlusterReply reply, GeoRepStatus status)
    {
        string said = reply.Succeeded ? "Gluster accepted it" : $"Gluster refused: {reply.Reason}";
        string shows = string.Join(", ", status.Workers.Select(w => $"{w.Node}:{w.Brick} {w.State}"));
        return new DrException(new Error(
            Code,
            ErrorClass.Transient,
            $"Could not {Verb} the session {Session}. {said}; the status shows {shows}.",
            reply.Host,
            reply.Command,
            Advice));
    }
}
