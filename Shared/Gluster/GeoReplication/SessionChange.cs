using GlusterDr.Errors;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Replication;

namespace GlusterDr.Gluster.GeoReplication;

/// <summary>A change of a session's state: the command for Gluster, and how the status shows that it took effect.</summary>
/// <param name="Pool">The primary pool.</param>
/// <param name="Session">The session.</param>
/// <param name="Verb">Gluster's command word.</param>
/// <param name="Force">Whether to add <c>force</c>.</param>
/// <param name="Reached">Whether a status shows that the change took effect.</param>
/// <param name="Hopeless">Whether a status shows that waiting longer is useless.</param>
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

    /// <summary>The error, with Gluster's own reason if it gave one, and the current status.</summary>
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
