using System.Text.RegularExpressions;
using System.Xml.Linq;
using GlusterDr.Errors;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Remote;
using GlusterDr.Sites;

namespace GlusterDr.Gluster.Cli;

/// <content>Pools, volumes and clocks.</content>
public sealed partial class GlusterClient
{
    private const int ClockReadings = 3;
    private static readonly TimeSpan GoodReading = TimeSpan.FromSeconds(0.3);
    private const string DefaultSuffix = " (DEFAULT)";

    /// <summary>Gets the version of Gluster on the node that answers.</summary>
    public async Task<Version> GetVersionAsync(GlusterPool pool, CancellationToken cancellation = default)
    {
        GlusterReply reply = Check(await _cli.TextAsync(pool, ["--version"], cancellation));
        Match match = VersionLine().Match(reply.Text);
        return match.Success
            ? new Version(int.Parse(match.Groups["major"].Value), int.Parse("0" + match.Groups["minor"].Value))
            : throw reply.Unreadable("it has no version");
    }

    /// <summary>Lists the pool's nodes, including the one that answers.</summary>
    public async Task<IReadOnlyList<GlusterClient.Peer>> GetPeersAsync(GlusterPool pool, CancellationToken cancellation = default) =>
        VolumeXml.Peers(Check(await _cli.XmlAsync(pool, ["pool", "list"], cancellation)).Require("peerStatus"));

    /// <summary>Gets one volume.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.VolumeNotFound"/>, <see cref="ErrorCodes.GlusterVersionUnfit"/>.</exception>
    public async Task<GlusterVolume> GetVolumeAsync(GlusterPool pool, string volume, CancellationToken cancellation = default)
    {
        GlusterNames.RequireVolume(volume);
        GlusterReply reply = Check(await _cli.XmlAsync(pool, ["volume", "info", volume], cancellation));
        XElement found = reply.Require("volInfo").Descendants("volume").FirstOrDefault(v => v.Element("name")?.Value.Trim() == volume)
            ?? throw reply.Unreadable($"it is not about {volume}");
        return VolumeXml.UnfitKind(found) is not { } kind ? VolumeXml.Volume(found) : throw GlusterErrors.VersionUnfit(
            reply,
            $"Volume {volume} is {kind}, which GlusterFS dropped with version 6 and this program does not support",
            kind == "tiered" ? $"Detach its tier: gluster volume tier {volume} detach start; then commit." : "Copy its files to a replicated or dispersed volume.");
    }

    /// <summary>Gets the status of a volume's bricks. The bricks of a node that is down are missing.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.VolumeNotFound"/>, <see cref="ErrorCodes.VolumeNotStarted"/>.</exception>
    public async Task<IReadOnlyList<BrickStatus>> GetBrickStatusAsync(
        GlusterPool pool, string volume, CancellationToken cancellation = default)
    {
        GlusterNames.RequireVolume(volume);
        GlusterReply reply = Check(await _cli.XmlAsync(pool, ["volume", "status", volume, "detail"], cancellation));
        return VolumeXml.Bricks(reply.Require("volStatus"));
    }

    /// <summary>Gets the number of entries that need healing. Distributed volumes without replicas have none.</summary>
    public async Task<GlusterClient.HealSummary> GetHealSummaryAsync(GlusterPool pool, string volume, CancellationToken cancellation = default)
    {
        GlusterNames.RequireVolume(volume);
        GlusterReply reply = await _cli.XmlAsync(pool, ["volume", "heal", volume, "info", "summary"], cancellation);
        return !reply.Succeeded && reply.Reason.Contains("not of type replicate/disperse", StringComparison.Ordinal)
            ? new GlusterClient.HealSummary(0, [])
            : VolumeXml.Heal(Check(reply).Require("healInfo"));
    }

    /// <summary>Gets the effective value of a volume's option, set or default.</summary>
    public async Task<string> GetVolumeOptionAsync(
        GlusterPool pool, string volume, string option, CancellationToken cancellation = default)
    {
        GlusterNames.RequireVolume(volume);
        GlusterNames.RequireOption(option);
        GlusterReply reply = Check(await _cli.XmlAsync(pool, ["volume", "get", volume, option], cancellation));
        XElement found = reply.Require("volGetopts").Elements("Opt").FirstOrDefault(o => o.Element("Option")?.Value == option)
            ?? throw reply.Unreadable($"it is not about {option}");
        string value = found.Element("Value")?.Value ?? "";
        return value.EndsWith(DefaultSuffix, StringComparison.Ordinal) ? value[..^DefaultSuffix.Length] : value;
    }

    /// <summary>Sets an option and verifies it.</summary>
    public async Task SetVolumeOptionAsync(
        GlusterPool pool, string volume, string option, string value, CancellationToken cancellation = default)
    {
        GlusterNames.RequireVolume(volume);
        GlusterNames.RequireOption(option);
        GlusterNames.RequireValue(value);
        if (option == GlusterVolume.ShardOption && !GlusterValue.IsOn(value))
        {
            throw new DrException(new Error(
                ErrorCodes.SettingUnsafe, ErrorClass.Permanent, $"{option} of volume {volume} is not switched off: that corrupts every sharded file.", pool.ToString()));
        }

        GlusterReply reply = Check(await _cli.XmlAsync(pool, ["volume", "set", volume, option, value], cancellation));
        string now = await GetVolumeOptionAsync(pool, volume, option, cancellation);
        if (!GlusterValue.Same(now, value))
        {
            throw NotApplied(reply, option, value, now);
        }
    }

    /// <summary>Resets an option to its default.</summary>
    public async Task ResetVolumeOptionAsync(GlusterPool pool, string volume, string option, CancellationToken cancellation = default)
    {
        GlusterNames.RequireVolume(volume);
        GlusterNames.RequireOption(option);
        Check(await _cli.XmlAsync(pool, ["volume", "reset", volume, option], cancellation));
    }

    /// <summary>Measures the offset of a host's clock: the first reading that took less than 0.3 s, or the fastest of three.</summary>
    public async Task<ClockOffset> GetClockAsync(RemoteHost host, CancellationToken cancellation = default)
    {
        ClockOffset? best = null;
        for (int i = 0; i < ClockReadings && !(best?.Uncertainty <= GoodReading); i++)
        {
            ClockOffset reading = await ReadClockAsync(host, cancellation);
            best = best is null || reading.Uncertainty < best.Uncertainty ? reading : best;
        }

        return best!;
    }

    private async Task<ClockOffset> ReadClockAsync(RemoteHost host, CancellationToken cancellation)
    {
        RemoteCommand command = new(["date", "+%s.%N"], _options.CommandTimeout);
        DateTimeOffset before = _time.GetUtcNow();
        RemoteResult result = await _runner.RunAsync(host, command, cancellation);
        TimeSpan half = (_time.GetUtcNow() - before) / 2;
        return decimal.TryParse(result.StandardOutput, out decimal seconds)
            ? new ClockOffset(DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond)) - (before + half), half)
            : throw new GlusterReply(host, command, result).Unreadable("it is not a time");
    }

    private static DrException NotApplied(GlusterReply reply, string option, string value, string now) => new(new Error(
        ErrorCodes.GlusterFailed,
        ErrorClass.Permanent,
        $"Gluster accepted {option} = {value}, but it is {now}.",
        reply.Host,
        reply.Command,
        "Check /var/log/glusterfs/glusterd.log on that node."));

    [GeneratedRegex(@"^glusterfs (?<major>\d+)(\.(?<minor>\d+))?", RegexOptions.Multiline)]
    private static partial Regex VersionLine();
}
