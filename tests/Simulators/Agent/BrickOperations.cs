using System.Text.Json;
using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Cli;

namespace GlusterDr.Simulators;

/// <summary>The operations of the agent on bricks, which run on the bricks' own host.</summary>
internal static class BrickOperations
{
    private const string NotFound = "No such file or directory";

    public static object Bricks(SimulatedNode node, JsonElement request)
    {
        long since = request.GetProperty("since").GetInt64();
        return new
        {
            bricks = Paths(request).Select(path => Find(node, path) is { } found
                ? Describe(found.Volume, found.Subvolume, found.Brick, since)
                : new { path, freeBytes = 0L, unlistedChangelogs = Array.Empty<string>(), processStarted = (double?)null, problem = NotFound }).ToArray(),
        };
    }

    public static object LostChanges(SimulatedNode node, JsonElement request)
    {
        long since = request.GetProperty("since").GetInt64();
        return new
        {
            bricks = Paths(request).Select(path =>
            {
                var spans = Find(node, path) is { } found
                    ? found.Subvolume.Rollovers.Lost.Where(l => l.Brick == found.Brick && l.To.ToUnixTimeSeconds() >= since).ToArray()
                    : [];
                string[] changed = [.. spans.SelectMany(l => Find(node, path)!.Value.Volume.Changes.Between(l.From, l.To)).Select(c => c.Path).Where(p => p.Length > 0).Distinct()];
                string[] there = [.. changed.Where(Find(node, path)!.Value.Volume.Live.ContainsKey).Order(StringComparer.Ordinal)];
                return new
                {
                    path,
                    changelogs = spans.Length,
                    files = there,
                    gone = changed.Length - there.Length,
                    complete = true,
                    first = spans.Length > 0 ? spans[0].To.ToUnixTimeSeconds() : (long?)null,
                    last = spans.Length > 0 ? spans[^1].To.ToUnixTimeSeconds() : (long?)null,
                };
            }).ToArray(),
        };
    }

    public static object Rollover(SimulatedNode node, CommandCall call, JsonElement request) => new
    {
        bricks = Paths(request).Select(path => Find(node, path) is not { } found
            ? (object)new { path, rolledOver = false, problem = NotFound }
            : new { path, rolledOver = !found.Brick.Killed && Next(found.Subvolume, call) <= found.Volume.Now }).ToArray(),
    };

    /// <summary>The workers of all sessions on this node.</summary>
    public static object Workers(SimulatedNode node) => new
    {
        workers = (
            from session in node.Site.World.Sessions
            where session.State is SessionState.Started or SessionState.Paused
            from replicator in session.Replicators
            where replicator.StartedAt is not null
            from brick in replicator.Subvolume.Bricks
            where brick.Node == node && !brick.Killed
            let uptime = (session.Now - replicator.StartedAt!.Value).TotalSeconds
            select new
            {
                volume = session.Primary.Name,
                secondary = session.SecondaryUrl,
                brick = brick.Path,
                secondaryNode = session.Secondary.Bricks[0].Node.Name,
                started = (node.Clock - DateTimeOffset.UnixEpoch).TotalSeconds - uptime,
                uptime,
            }).ToArray(),
    };

    /// <summary>How long a wait for rollovers takes. Zero: the command does not wait for rollovers.</summary>
    public static TimeSpan RolloverWait(SimulatedNode node, CommandCall call)
    {
        if (!call.Is("agent rollover") || !VolumeAgentScript.TryReadRequest(call.Command, out JsonDocument? request))
        {
            return TimeSpan.Zero;
        }

        using (request)
        {
            TimeSpan bound = TimeSpan.FromSeconds(request.RootElement.GetProperty("seconds").GetDouble());
            return Paths(request.RootElement).Max(path => Find(node, path) is { Brick.Killed: false } found
                && Next(found.Subvolume, call) - call.At is var wait && wait < bound ? wait : bound);
        }
    }

    // Changelogs are named by whole seconds: a rollover within the second of the call may have been before it.
    private static DateTimeOffset Next(SimulatedSubvolume subvolume, CommandCall call) =>
        subvolume.Rollovers.FirstAfter(DateTimeOffset.FromUnixTimeSeconds(call.At.ToUnixTimeSeconds() + 1) - TimeSpan.FromTicks(1));

    private static (SimulatedVolume Volume, SimulatedSubvolume Subvolume, SimulatedBrick Brick)? Find(SimulatedNode node, string path) => (
        from volume in node.Site.Volumes
        from subvolume in volume.Subvolumes
        from brick in subvolume.Bricks
        where brick.Node == node && brick.Path == path
        select ((SimulatedVolume, SimulatedSubvolume, SimulatedBrick)?)(volume, subvolume, brick)).FirstOrDefault();

    private static object Describe(SimulatedVolume volume, SimulatedSubvolume subvolume, SimulatedBrick brick, long since)
    {
        string[] unlisted = [.. subvolume.Rollovers.Lost
            .Where(l => l.Brick == brick)
            .Select(l => l.To.ToUnixTimeSeconds())
            .Where(t => t >= since && t < volume.Now.ToUnixTimeSeconds() - 5)
            .Select(t => $"CHANGELOG.{t}")];
        double? started = brick.Killed ? null : (brick.ProcessStarted + brick.Node.ClockOffset - DateTimeOffset.UnixEpoch).TotalSeconds;
        return new { path = brick.Path, freeBytes = volume.Free, unlistedChangelogs = unlisted, processStarted = started };
    }

    private static IEnumerable<string> Paths(JsonElement request) =>
        request.GetProperty("paths").EnumerateArray().Select(p => p.GetString() ?? "");
}
