using GlusterDr.Errors;
using GlusterDr.Gluster;
using GlusterDr.Remote;

namespace GlusterDr.Sessions;

/// <summary>Takes from a secondary what a session needed there and its removal leaves: keys, the right to mount, the read-only mark.</summary>
public sealed class SecondaryCleaner(PoolFinder pools, GlusterClient gluster, SessionAgent agent)
{
    private const string ReadOnly = "features.read-only";

    /// <summary>Cleans up; what another session of the same primary pool still needs stays. The files on the secondary stay too.</summary>
    /// <param name="address">The session that was removed.</param>
    /// <param name="secondaryAddress">Any host of the secondary pool, as we reach it; null: the one that the session names.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <exception cref="DrException"><see cref="ErrorCodes.SessionUnsafe"/>: the session is there.</exception>
    public async Task<SessionOutcome> CleanAsync(SessionAddress address, string? secondaryAddress, CancellationToken cancellation)
    {
        GeoRepSession session = address.Session;
        GlusterPool primaryPool = await pools.FindAsync(address.Host, cancellation);
        GlusterPool secondaryPool = await pools.FindAsync(secondaryAddress ?? session.SecondaryHost, cancellation);
        GlusterVolume primary = await gluster.GetVolumeAsync(primaryPool, session.PrimaryVolume, cancellation);
        IReadOnlyList<GlusterVolume> there = await gluster.ListVolumesAsync(secondaryPool, cancellation);
        GlusterVolume secondary = there.FirstOrDefault(v => v.Name == session.SecondaryVolume)
            ?? await gluster.GetVolumeAsync(secondaryPool, session.SecondaryVolume, cancellation);
        GeoRepSession[] others = [.. (await gluster.ListSessionsAsync(primaryPool, cancellation)).Where(s => LeadsTo(s, there)).Select(s => s.Session)];
        if (others.FirstOrDefault(o => o.PrimaryVolume == session.PrimaryVolume && o.SecondaryVolume == session.SecondaryVolume) is { } same)
        {
            throw SessionGuard.Unsafe(address, $"the session {same} is there, and needs what would be removed", $"Remove it first: glusterdr session remove {address}");
        }

        List<string> notes = [$"the files on {secondary.Name} stay as they are"];
        List<RemoteHost> nodes = [.. secondary.Bricks.Select(b => b.Host).Prepend(session.SecondaryHost).Distinct(StringComparer.OrdinalIgnoreCase).Select(secondaryPool.Host)];
        string user = session.SecondaryUser ?? "root";
        int removed = 0;
        if (others.FirstOrDefault(o => (o.SecondaryUser ?? "root") == user) is { } user2)
        {
            notes.Add($"the keys stay: the session {user2} needs them");
        }
        else
        {
            removed = await RevokeAsync(primaryPool, primary, nodes, user, cancellation);
            notes.Add($"{removed} key(s) removed for {user}");
        }

        bool brokered = session.SecondaryUser is { } mounting && await RevertMountsAsync(nodes, mounting, secondary.Name, cancellation);
        bool guarded = secondary.Options.ContainsKey(ReadOnly);
        if (guarded)
        {
            await gluster.ResetVolumeOptionAsync(secondaryPool, secondary.Name, ReadOnly, cancellation);
            notes.Add($"{secondary.Name} can be written to again");
        }

        return new SessionOutcome(address.ToString(), removed > 0 || brokered || guarded, "the secondary keeps nothing of it but the files") { Notes = notes };
    }

    private static bool LeadsTo(GeoRepStatus status, IReadOnlyList<GlusterVolume> volumes) => volumes.Any(v =>
        status.SecondaryVolumeId is { } id
            ? string.Equals(id, v.Id, StringComparison.OrdinalIgnoreCase)
            : v.Name == status.Session.SecondaryVolume
                && v.Bricks.Any(b => string.Equals(b.Host, status.Session.SecondaryHost, StringComparison.OrdinalIgnoreCase)));

    private async Task<int> RevokeAsync(
        GlusterPool primaryPool, GlusterVolume primary, IReadOnlyList<RemoteHost> nodes, string user, CancellationToken cancellation)
    {
        IEnumerable<RemoteHost> from = primary.Bricks.Select(b => b.Host).Distinct(StringComparer.OrdinalIgnoreCase).Select(primaryPool.Host);
        string[] keys = await Task.WhenAll(from.Select(node => agent.ReadPublicKeyAsync(node, cancellation)));
        int[] counts = await Task.WhenAll(nodes.Select(async node =>
        {
            string gsyncd = (await agent.ExamineAsync(node, [], null, null, cancellation)).Gsyncd ?? "";
            return (await agent.RevokeAsync(node, user, [.. keys.Select(k => SessionKeys.Line(gsyncd, k))], cancellation)).Changed.Count;
        }));
        return counts.Sum();
    }

    /// <summary>Where a node has nothing else for mounts, the settings for them stay: they open nothing by themselves.</summary>
    private async Task<bool> RevertMountsAsync(IReadOnlyList<RemoteHost> nodes, string user, string volume, CancellationToken cancellation)
    {
        bool any = false;
        foreach (RemoteHost node in nodes)
        {
            MountbrokerFacts? now = (await agent.ExamineAsync(node, [], user, null, cancellation)).Mountbroker;
            if (now?.Volumes.Contains(volume) == true)
            {
                any = true;
                MountbrokerFacts before = now with { Volumes = [.. now.Volumes.Where(v => v != volume)], Root = now.Root ?? "", Group = now.Group ?? "" };
                await agent.RevertMountbrokerAsync(node, user, volume, new MountbrokerSettings(), before, cancellation);
            }
        }

        return any;
    }
}
