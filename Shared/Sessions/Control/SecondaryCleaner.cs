using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Gluster.Leases;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Leases;
using GlusterDr.Replication;
using GlusterDr.Runs;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Origins;
using GlusterDr.Sessions.SetUp;
using GlusterDr.Sites;

namespace GlusterDr.Sessions.Control;

/// <summary>Removes from a secondary what a removed session leaves there: keys, mount permissions, the read-only option.</summary>
public sealed class SecondaryCleaner(
    PoolFinder pools, GlusterClient gluster, SessionAgent agent, OriginFinder origins, PoolLeases poolLeases, LeaseStore leases, SiteLeases sites,
    IOrchestrationClient client, TimeProvider time)
{
    private static readonly TimeSpan s_most = TimeSpan.FromMinutes(10);

    /// <summary>A command that was sent to a node just before the end can run for this time.</summary>
    private static readonly TimeSpan s_margin = TimeSpan.FromMinutes(3);

    /// <summary>
    /// Cleans up. What another session of the same primary pool, or another primary of the volume, needs is kept. The files on the
    /// secondary are not changed. Meanwhile no session is set up at the secondary pool, and no run of the primary volume starts, also
    /// from another control plane.
    /// </summary>
    /// <param name="address">The session that was removed.</param>
    /// <param name="secondaryAddress">Any host of the secondary pool, as GlusterDr reaches it; null: the one that the session names.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <exception cref="DrException"><see cref="ErrorCodes.SessionUnsafe"/>: the session exists. <see cref="ErrorCodes.LeaseHeld"/>:
    /// the secondary pool or the primary volume is in use. <see cref="ErrorCodes.CommandTimeout"/>: not done within 10 minutes.</exception>
    public async Task<SessionOutcome> CleanAsync(SessionAddress address, string? secondaryAddress, CancellationToken cancellation)
    {
        GlusterPool primaryPool = await pools.FindAsync(address.Host, cancellation);
        GlusterPool secondaryPool = await pools.FindAsync(secondaryAddress ?? address.Session.SecondaryHost, cancellation);
        string call = $"clean-{address.Session.SecondaryVolume}-{Guid.NewGuid():N}";
        string resource = await poolLeases.TakeForCallAsync(secondaryPool, call, s_most + s_margin, cancellation);
        using CancellationTokenSource bound = new(s_most, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, bound.Token);
        try
        {
            await TakeSiteAsync(primaryPool, address.Session.PrimaryVolume, call, either.Token);
            return await CleanAsync(address, primaryPool, secondaryPool, either.Token);
        }
        catch (OperationCanceledException) when (bound.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new DrException(new Error(
                ErrorCodes.CommandTimeout, ErrorClass.Transient, $"The cleanup of the secondary did not end within {s_most.TotalMinutes:0} minutes. Part of it may be done.",
                address.ToString(), Advice: "Clean the secondary again.")
            {
                Actions = [AdvisedAction.OnSession(AdviceCodes.CleanSession, address)],
            });
        }
        finally
        {
            await sites.ReleaseAsync(primaryPool, call, CancellationToken.None);
            await leases.ReleaseAsync(resource, call, CancellationToken.None);
        }
    }

    /// <summary>A stopped or full volume cannot hold a lease, and a primary that is abandoned often is. It is then only verified that nobody holds one.</summary>
    private async Task TakeSiteAsync(GlusterPool pool, string volume, string call, CancellationToken cancellation)
    {
        try
        {
            await sites.TakeAsync(pool, [volume], call, new RunLeases(leases, client).IsAliveAsync, cancellation);
        }
        catch (DrException e) when (e.Error.Code != ErrorCodes.LeaseHeld)
        {
            await sites.RequireFreeAsync(pool, volume, cancellation);
        }
    }

    private async Task<SessionOutcome> CleanAsync(
        SessionAddress address, GlusterPool primaryPool, GlusterPool secondaryPool, CancellationToken cancellation)
    {
        GeoRepSession session = address.Session;
        GlusterVolume primary = await gluster.GetVolumeAsync(primaryPool, session.PrimaryVolume, cancellation);
        IReadOnlyList<GlusterVolume> there = await gluster.ListVolumesAsync(secondaryPool, cancellation);
        GlusterVolume secondary = there.FirstOrDefault(v => v.Name == session.SecondaryVolume)
            ?? await gluster.GetVolumeAsync(secondaryPool, session.SecondaryVolume, cancellation);
        IReadOnlyList<GeoRepStatus> listed = await gluster.ListSessionsAsync(primaryPool, cancellation);
        GeoRepStatus[] here = [.. listed.Where(s => LeadsTo(s, [secondary]))];
        RequireRemoved(address, [.. listed.Where(s => s.Session.FolderName == session.FolderName), .. here]);
        SecondaryWriters writers = SecondaryWriters.Of(primary, here, (await origins.FindAsync(secondaryPool, [secondary], cancellation))[0]);

        List<string> notes = [$"the files on {secondary.Name}, gsyncd's logs there and its extended attributes on the bricks are not changed"];
        List<RemoteHost> nodes = [.. secondary.Nodes.Select(n => n.Host).Prepend(session.SecondaryHost).Distinct(StringComparer.OrdinalIgnoreCase).Select(secondaryPool.Host)];
        GeoRepSession[] others = [.. listed.Where(s => LeadsTo(s, there)).Select(s => s.Session)];
        int removed = await RemoveKeysAsync(session, primaryPool, primary, nodes, others, notes, cancellation);
        bool opened = !writers.MayBe && await OpenAsync(session, secondaryPool, secondary, nodes, notes, cancellation);
        return new SessionOutcome(address.ToString(), removed > 0 || opened, Fact(secondary, writers))
        {
            Notes = [.. notes, .. writers.Certain.Select(w => $"{secondary.Name} stays read-only, and its mount permissions stay, because it has another primary: {w}")],
            Warnings = Warnings(secondary, writers),
        };
    }

    private static void RequireRemoved(SessionAddress address, IReadOnlyList<GeoRepStatus> listed)
    {
        if (listed.FirstOrDefault(s => s.Session.PrimaryVolume == address.Session.PrimaryVolume) is { Session: var same })
        {
            throw SessionGuard.Unsafe(
                address, $"the session {same} exists, and needs what would be removed",
                "Remove it first.", AdvisedAction.OnSession(AdviceCodes.RemoveSession, new SessionAddress(address.Host, same)));
        }
    }

    private static string Fact(GlusterVolume secondary, SecondaryWriters writers) => writers.MayBe
        ? $"what only this session needed was removed; {secondary.Name} stays a destination"
        : "what this session needed at the secondary was removed";

    private static string[] Warnings(GlusterVolume secondary, SecondaryWriters writers) =>
    [
        .. writers.Gaps.Select(g => $"it is not fully known whether another primary writes to {secondary.Name}: {g}"),
        .. writers.Certain.Count > 0 || !writers.MayBe ? Array.Empty<string>() :
        [
            $"{secondary.Name} stays read-only, and its mount permissions stay, because there are traces of another primary: {string.Join("; ", writers.Doubtful)}. "
                + $"If that primary no longer exists: gluster volume reset {secondary.Name} {GlusterVolume.ReadOnlyOption}, on one of its nodes",
        ],
    ];

    // A secondary that was re-created under the same name counts too: Gluster lists the session with the UUID of the old one.
    private static bool LeadsTo(GeoRepStatus status, IReadOnlyList<GlusterVolume> volumes) => volumes.Any(v =>
        string.Equals(status.SecondaryVolumeId, v.Id, StringComparison.OrdinalIgnoreCase)
        || (v.Name == status.Session.SecondaryVolume
            && v.Bricks.Any(b => string.Equals(b.Host, status.Session.SecondaryHost, StringComparison.OrdinalIgnoreCase))));

    private async Task<int> RemoveKeysAsync(
        GeoRepSession session, GlusterPool primaryPool, GlusterVolume primary, IReadOnlyList<RemoteHost> nodes,
        IReadOnlyList<GeoRepSession> others, List<string> notes, CancellationToken cancellation)
    {
        string user = session.LoginUser;
        if (others.FirstOrDefault(o => o.LoginUser == user) is { } needing)
        {
            notes.Add($"the keys stay: the session {needing} needs them");
            return 0;
        }

        IEnumerable<RemoteHost> from = primary.Nodes.Select(n => primaryPool.Host(n.Host));
        string[] keys = [.. (await Task.WhenAll(from.Select(node => agent.ReadPublicKeysAsync(node, cancellation)))).SelectMany(k => k)];
        int[] counts = await Task.WhenAll(nodes.Select(async node => (await agent.ForgetKeysAsync(node, user, keys, cancellation)).Changed.Count));
        notes.Add($"{counts.Sum()} key(s) removed for {user} on {string.Join(", ", nodes.Select(n => n.Name))}; other nodes of that pool were not checked");
        return counts.Sum();
    }

    /// <summary>Makes the volume writable again.</summary>
    private async Task<bool> OpenAsync(
        GeoRepSession session, GlusterPool pool, GlusterVolume volume, IReadOnlyList<RemoteHost> nodes, List<string> notes, CancellationToken cancellation)
    {
        bool brokered = session.SecondaryUser is { } user && await RevertMountsAsync(nodes, user, volume.Name, cancellation);
        if (brokered)
        {
            notes.Add($"{session.SecondaryUser} may not mount {volume.Name} any more; the mountbroker's directory and group stay");
        }

        bool guarded = volume.Options.ContainsKey(GlusterVolume.ReadOnlyOption);
        if (guarded)
        {
            await gluster.ResetVolumeOptionAsync(pool, volume.Name, GlusterVolume.ReadOnlyOption, cancellation);
            notes.Add($"{volume.Name} can be written to again");
        }

        return brokered || guarded;
    }

    /// <summary>The mountbroker settings of a node stay, because they permit nothing by themselves.</summary>
    private async Task<bool> RevertMountsAsync(IReadOnlyList<RemoteHost> nodes, string user, string volume, CancellationToken cancellation)
    {
        bool any = false;
        foreach (RemoteHost node in nodes)
        {
            NodeFacts.MountbrokerFacts? now = (await agent.ExamineAsync(node, [], user, null, cancellation)).Mountbroker;
            if (now?.Volumes.Contains(volume) == true)
            {
                any = true;
                NodeFacts.MountbrokerFacts before = now with { Volumes = [.. now.Volumes.Where(v => v != volume)], Root = now.Root ?? "", Group = now.Group ?? "" };
                await agent.RevertMountbrokerAsync(node, user, volume, new NodeFacts.MountbrokerSettings(), before, cancellation);
            }
        }

        return any;
    }
}
