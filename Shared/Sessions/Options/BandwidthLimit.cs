using GlusterDr.Errors;
using GlusterDr.Policies;

namespace GlusterDr.Sessions.Options;

/// <summary>
/// The bandwidth limit of a session. rsync limits each of its processes, and a session runs several: each gets
/// its share, and all of them together stay below the limit.
/// </summary>
/// <param name="KibibytesEach">The limit of each rsync process, in KiB per second; null: no limit.</param>
/// <param name="Rsyncs">How many processes can run at once: sync-jobs times the subvolumes.</param>
public sealed record BandwidthLimit(long? KibibytesEach, int Rsyncs)
{
    /// <summary>The limit of all of them together, in bytes per second; null: no limit.</summary>
    public long? BytesPerSecond => KibibytesEach * 1024 * Rsyncs;

    /// <summary>Reads <c>10M</c>, <c>10MiB</c> or <c>off</c>, per second.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.SettingInvalid"/>.</exception>
    public static BandwidthLimit Parse(string text, int rsyncs)
    {
        if (text is "off")
        {
            return new(null, rsyncs);
        }

        string size = text.EndsWith('K') || text.EndsWith('M') || text.EndsWith('G') ? text + "iB" : text;
        if (text.Length > 20 || !Units.TryParseSize(size, out long bytes) || bytes / 1024 < rsyncs || bytes > 1L << 40)
        {
            throw SettingErrors.Invalid(
                $"'{(text.Length <= 40 ? text : text[..40])}' is not a valid bandwidth for this session.",
                $"Use off, or {Units.SizeForm}, or 10M for 10MiB, per second; at least {rsyncs}KiB, because the session runs up to {rsyncs} rsync processes at once.");
        }

        return new(bytes / 1024 / rsyncs, rsyncs);
    }

    /// <inheritdoc/>
    public override string ToString() => BytesPerSecond is not { } all
        ? "no limit"
        : Rsyncs == 1
            ? $"{Units.Format(all)}/s"
            : $"{Units.Format(all)}/s ({KibibytesEach} KiB/s for each of up to {Rsyncs} rsyncs at once)";
}
