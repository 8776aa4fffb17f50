using System.Globalization;
using System.Xml.Linq;
using GlusterDr.Errors;
using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Replication;
using GlusterDr.Sites;

namespace GlusterDr.Gluster.Cli;

/// <content>Status and configuration of geo-replication sessions.</content>
public sealed partial class GlusterClient
{
    /// <summary>Lists all sessions whose primary is in this pool.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.GlusterVersionUnfit"/>.</exception>
    public async Task<IReadOnlyList<GeoRepStatus>> ListSessionsAsync(GlusterPool pool, CancellationToken cancellation = default) =>
        await StatusAsync(pool, [], cancellation) is { Succeeded: true } reply ? GeoRepXml.Sessions(GeoRep(reply)) : [];

    /// <summary>Gets the status of exactly one session.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.SessionNotFound"/>: no such session, or the answer is not about it;
    /// <see cref="ErrorCodes.GlusterVersionUnfit"/>.</exception>
    public async Task<GeoRepStatus> GetSessionStatusAsync(
        GlusterPool pool, GeoRepSession session, CancellationToken cancellation = default)
    {
        GlusterNames.RequireSession(session);
        GlusterReply reply = await StatusAsync(pool, [session.PrimaryVolume, session.SecondaryUrl], cancellation);
        if (!reply.Succeeded)
        {
            throw GlusterErrors.NoSuchSession(session, reply);
        }

        return GeoRepXml.Sessions(GeoRep(reply)).FirstOrDefault(s => s.Session.IsSameAs(session)) is { Workers: [_, ..] workers } found
            ? new GeoRepStatus(session, workers) { SecondaryVolumeId = found.SecondaryVolumeId }
            : throw GlusterErrors.NoSuchSession(session, reply);
    }

    /// <summary>Gets the whole configuration of a session. Names have underscores, and use primary and secondary in every version.</summary>
    public async Task<IReadOnlyDictionary<string, string>> GetSessionConfigAsync(
        GlusterPool pool, GeoRepSession session, CancellationToken cancellation = default)
    {
        GlusterReply reply = Check(await ConfigAsync(pool, session, [], cancellation));
        Dictionary<string, string> config = new(StringComparer.Ordinal);
        foreach (string line in reply.Text.Split('\n'))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                config[SessionKey.Normalise(line[..colon])] = line[(colon + 1)..].Trim();
            }
        }

        return config.Count > 0 ? config : throw reply.Unreadable("it has no settings");
    }

    /// <summary>Gets one value of a session's configuration; empty: not set.</summary>
    public async Task<string> GetSessionConfigAsync(
        GlusterPool pool, GeoRepSession session, string key, CancellationToken cancellation = default) =>
        Check(await ConfigAsync(pool, session, [GlusterNames.RequireOption(key)], cancellation)).Text.Trim();

    /// <summary>
    /// Sets one value of a session's configuration and verifies it. Gluster restarts the session's workers for most keys. It treats a
    /// value that starts with two dashes as its own option: start such a value with a space.
    /// </summary>
    public async Task SetSessionConfigAsync(
        GlusterPool pool, GeoRepSession session, string key, string value, CancellationToken cancellation = default)
    {
        string[] setting = [GlusterNames.RequireOption(key), GlusterNames.RequireValue(value)];
        GlusterReply reply = Check(await ConfigAsync(pool, session, setting, cancellation));
        string now = await GetSessionConfigAsync(pool, session, key, cancellation);
        if (!GlusterValue.Same(now, value))
        {
            throw NotApplied(reply, key, value, now);
        }
    }

    /// <summary>Resets one value of a session's configuration to its default.</summary>
    public async Task ResetSessionConfigAsync(
        GlusterPool pool, GeoRepSession session, string key, CancellationToken cancellation = default) =>
        Check(await ConfigAsync(pool, session, [$"!{GlusterNames.RequireOption(key)}"], cancellation));

    /// <summary>
    /// Sets the checkpoint to now. Gluster counts in whole seconds: a changelog that rolled over earlier in the same second completes the
    /// checkpoint, although it lacks later changes of that second. So a checkpoint is reliable only together with a later marker, see
    /// <see cref="VolumeAgent.WriteMarkerAsync"/>.
    /// </summary>
    public async Task SetCheckpointAsync(GlusterPool pool, GeoRepSession session, CancellationToken cancellation = default) =>
        Check(await ConfigAsync(pool, session, ["checkpoint", "now"], cancellation));

    /// <summary>Reads the time of the session's checkpoint, which the completed checkpoint must match to the second.</summary>
    /// <param name="pool">The primary pool.</param>
    /// <param name="session">The session.</param>
    /// <param name="after">The previous checkpoint; null: there was none.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="DrException"><see cref="ErrorCodes.GlusterFailed"/>: it is still the previous one.</exception>
    public async Task<DateTimeOffset> ReadCheckpointAsync(
        GlusterPool pool, GeoRepSession session, DateTimeOffset? after, CancellationToken cancellation = default)
    {
        GlusterReply reply = Check(await ConfigAsync(pool, session, ["checkpoint"], cancellation));
        DateTimeOffset? now = ParseCheckpoint(reply.Text, out bool readable);
        return !readable ? throw reply.Unreadable($"'{reply.Text.Trim()}' is not the time of a checkpoint")
            : now is { } time && (after is null || time > after) ? time
            : throw NotApplied(reply, "checkpoint", after is null ? "a time" : $"a time after {after:u}", now is null ? "nothing" : $"{now:u}");
    }

    /// <summary>Parses the checkpoint of a session's configuration; null: there is none.</summary>
    public static DateTimeOffset? ParseCheckpoint(string? text) => ParseCheckpoint(text ?? "", out _);

    private static DateTimeOffset? ParseCheckpoint(string text, out bool readable)
    {
        string trimmed = text.Trim();
        readable = long.TryParse(trimmed, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) || trimmed.Length == 0;
        return seconds > 0 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
    }

    private static XElement GeoRep(GlusterReply reply)
    {
        XElement found = reply.Require("geoRep");
        return !GeoRepXml.LacksCheckpoints(found) ? found : throw GlusterErrors.VersionUnfit(
            reply,
            "Gluster's status of sessions has no columns for checkpoints, so it is of a version that this program cannot work with (3.7 or older)",
            "Upgrade GlusterFS on the nodes of that pool, to version 10 if possible.");
    }

    // `config` has no XML output. Up to version 9 its keys use master and slave.
    private async Task<GlusterReply> ConfigAsync(
        GlusterPool pool, GeoRepSession session, string[] arguments, CancellationToken cancellation)
    {
        GlusterNames.RequireSession(session);
        string[] command = ["volume", "geo-replication", session.PrimaryVolume, session.SecondaryUrl, "config"];
        GlusterReply reply = await _cli.TextAsync(pool, [.. command, .. arguments], cancellation);
        bool unknown = !reply.Succeeded && reply.Reason.Contains("Invalid option", StringComparison.Ordinal);
        return unknown && SessionKey.Old(arguments) is { } old
            ? await _cli.TextAsync(pool, [.. command, .. old], cancellation)
            : reply;
    }

    // With --xml a failed status command gives no reason; in plain text it does. If it succeeds in plain text, the failure was transient.
    private async Task<GlusterReply> StatusAsync(GlusterPool pool, string[] session, CancellationToken cancellation)
    {
        string[] command = ["volume", "geo-replication", .. session, "status", .. session.Length > 0 ? ["detail"] : Array.Empty<string>()];
        long start = _time.GetTimestamp();
        for (; ; )
        {
            GlusterReply reply = await _cli.XmlAsync(pool, command, cancellation);
            if (reply.Succeeded)
            {
                return reply;
            }

            GlusterReply plain = reply.IsBare ? await _cli.TextAsync(pool, command, cancellation) : reply;
            bool passing = plain.Succeeded || plain.IsBare;
            if (!passing)
            {
                DrException error = GlusterErrors.From(plain);
                return error.Error.Code == ErrorCodes.SessionNotFound ? plain : throw error;
            }

            if (_time.GetElapsedTime(start) > _options.BusyTimeout)
            {
                throw GlusterErrors.Busy(reply, _time.GetElapsedTime(start));
            }

            await Task.Delay(_options.FirstRetry, _time, cancellation);
        }
    }
}
