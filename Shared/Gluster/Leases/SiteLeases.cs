using System.Collections.Concurrent;
using System.Text.Json;
using GlusterDr.Errors;
using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Leases;
using GlusterDr.Store;

namespace GlusterDr.Gluster.Leases;

/// <summary>
/// Leases that are kept on the volumes themselves: <see cref="LeaseStore"/> knows only of the runs of its own store, and two control
/// planes with a store each would merge each other's live overlays.
/// </summary>
/// <remarks>
/// <para>A holder renews its lease with the steps that it takes anyway, and by itself where one of them lasts long. Another control plane takes
/// it over when it has seen it unchanged for <see cref="Bound"/> by its own clock; no two clocks are compared. The epoch rises then, and
/// the old holder finds another than its own. A holder that cannot reach the volume changes nothing more after <see cref="TrustedFor"/>:
/// before anybody can have taken it over.</para>
/// <para>Geo-replication carries the file to the secondary, where it has no meaning: after a failover its holder is taken over like any
/// other that is gone.</para>
/// </remarks>
public sealed class SiteLeases(VolumeAgent agent, GlusterClient gluster, IDocumentStore store, ControlPlaneHost host, TimeProvider time)
{
    /// <summary>A holder that has not renewed its lease for so long is gone.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromMinutes(15);

    /// <summary>A lease that was verified longer ago is verified again before anything is changed.</summary>
    public static readonly TimeSpan RenewAfter = TimeSpan.FromMinutes(3);

    /// <summary>A lease that cannot be verified is relied upon for so long; the rest of <see cref="Bound"/> is for commands under way.</summary>
    public static readonly TimeSpan TrustedFor = TimeSpan.FromMinutes(10);

    private const string RecordPartition = "site-leases";
    private const string ObservationPartition = "site-lease-sightings";
    private const string PlanePartition = "control-plane";
    private const int MostAttempts = 5;

    private readonly ConcurrentDictionary<string, Lazy<Task>> _renewals = new(StringComparer.Ordinal);

    /// <summary>Takes the leases of all these volumes, or none.</summary>
    /// <param name="pool">Their pool.</param>
    /// <param name="volumes">The volumes.</param>
    /// <param name="holder">The run or operation: what it holds already stays.</param>
    /// <param name="isAlive">Whether another holder of this control plane is at work.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <returns>Whom a lease was taken over from.</returns>
    /// <exception cref="DrException"><see cref="ErrorCodes.LeaseHeld"/>, naming who has it; or why a volume cannot be written.</exception>
    public async Task<IReadOnlyList<SiteLease>> TakeAsync(
        GlusterPool pool, IEnumerable<string> volumes, string holder, Func<string, Task<bool>> isAlive, CancellationToken cancellation)
    {
        DateTimeOffset now = time.GetUtcNow();
        SiteLease mine = new(await PlaneAsync(cancellation), host.Name, holder, now);
        Dictionary<string, long> epochs = new(StringComparer.Ordinal);
        List<SiteLease> overtaken = [];
        if (volumes.Skip(1).Any())
        {
            await RequireFreeAsync(pool, volumes, cancellation);
        }

        try
        {
            foreach (string volume in volumes.Order(StringComparer.Ordinal))
            {
                (epochs[volume], SiteLease? from) = await TakeAsync(pool, volume, mine, isAlive, cancellation);
                overtaken.AddRange(from is null ? [] : [from]);
            }

            SiteLeaseRecord held = new(holder, pool.ToString(), epochs, now, now);
            await store.UpdateAsync<SiteLeaseRecord>(RecordPartition, holder, _ => held, cancellation);
            await RetireAsync(held, cancellation);
            return overtaken;
        }
        catch (DrException)
        {
            await ReleaseAsync(pool, epochs, mine);
            throw;
        }
    }

    /// <summary>Sees to it that the leases are the holder's own still, before it changes anything. One that has taken none needs none.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.LeaseLost"/>; <see cref="ErrorCodes.LeaseUnverified"/>: it could not be renewed in time.</exception>
    public Task RequireAsync(GlusterPool pool, string holder, CancellationToken cancellation) =>
        RequireAsync(pool, holder, RenewAfter, cancellation);

    /// <summary>The same, and renews them in any case.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.LeaseLost"/>; <see cref="ErrorCodes.LeaseUnverified"/>: it could not be renewed in time.</exception>
    public Task RenewAsync(GlusterPool pool, string holder, CancellationToken cancellation) =>
        RequireAsync(pool, holder, TimeSpan.Zero, cancellation);

    private async Task RequireAsync(GlusterPool pool, string holder, TimeSpan longest, CancellationToken cancellation)
    {
        if (await FindAsync(holder, cancellation) is not { } held)
        {
            return;
        }

        ThrowIfLost(held);
        if (time.GetUtcNow() - held.VerifiedAt < longest)
        {
            return;
        }

        // Of many steps at once, one asks for all.
        Lazy<Task> renewal = _renewals.GetOrAdd(holder, _ => new Lazy<Task>(() => RenewAsync(pool, held)));
        try
        {
            await renewal.Value;
        }
        finally
        {
            _renewals.TryRemove(new(holder, renewal));
        }
    }

    /// <summary>The same of whoever of this control plane has the lease of a volume of this pool.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.LeaseLost"/>, <see cref="ErrorCodes.LeaseUnverified"/>.</exception>
    public async Task RequireOfAsync(GlusterPool pool, string volume, CancellationToken cancellation)
    {
        await foreach (Document document in store.ListAsync(RecordPartition, "", cancellation))
        {
            SiteLeaseRecord held = document.Read<SiteLeaseRecord>();
            if (held.Lost is null && held.Pool == pool.ToString() && held.Epochs.ContainsKey(volume))
            {
                await RequireAsync(pool, held.Holder, cancellation);
            }
        }
    }

    /// <summary>Gives back what the holder has. A volume that cannot be written keeps it: its own control plane may take it all the same.</summary>
    public async Task ReleaseAsync(GlusterPool pool, string holder, CancellationToken cancellation)
    {
        if (await FindAsync(holder, cancellation) is { } held)
        {
            if (held.Lost is null)
            {
                await ReleaseAsync(pool, held.Epochs, new(await PlaneAsync(cancellation), host.Name, holder, held.TakenAt));
            }

            await store.DeleteAsync(RecordPartition, holder, cancellation: cancellation);
        }
    }

    /// <summary>
    /// Refuses while another control plane is at work on a volume. What this one does itself, <see cref="LeaseStore"/> knows. On a volume
    /// that cannot be mounted nobody is at work.
    /// </summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.LeaseHeld"/>, naming who has it.</exception>
    public async Task RequireFreeAsync(GlusterPool pool, string volume, CancellationToken cancellation)
    {
        try
        {
            SiteLeaseState state = await agent.LeaseAsync(pool, volume, new SiteLease.Change("read"), cancellation);
            string plane = await PlaneAsync(cancellation);
            if (!state.IsFree && !IsOwn(state.Content, plane))
            {
                await ThrowIfAliveAsync(pool, volume, state, cancellation);
            }
        }
        catch (DrException e) when (e.Error.Code == ErrorCodes.VolumeUnavailable)
        {
            // Whoever takes it learns why.
        }
    }

    /// <summary>The first node of the pool whose leases this holder has; null: it has none.</summary>
    public async Task<string?> FindHostAsync(string holder, CancellationToken cancellation) =>
        (await FindAsync(holder, cancellation))?.Pool.Split(", ")[0];

    /// <summary>All are looked at, so that the time of each counts from now.</summary>
    private async Task RequireFreeAsync(GlusterPool pool, IEnumerable<string> volumes, CancellationToken cancellation)
    {
        DrException? refused = null;
        foreach (string volume in volumes)
        {
            try
            {
                await RequireFreeAsync(pool, volume, cancellation);
            }
            catch (DrException e) when (e.Error.Code == ErrorCodes.LeaseHeld)
            {
                refused ??= e;
            }
        }

        if (refused is not null)
        {
            throw refused;
        }
    }

    /// <summary>A copied data directory has the id of the original: only on the same host it is the same control plane.</summary>
    private bool IsOwn(SiteLease? content, string plane) => content?.Plane == plane && content.Host == host.Name;

    /// <summary>What dead holders of this control plane had of the same volumes: parts of them that are still at work stop.</summary>
    private async Task RetireAsync(SiteLeaseRecord mine, CancellationToken cancellation)
    {
        Error lost = new(
            ErrorCodes.LeaseLost,
            ErrorClass.NeedsPerson,
            $"The lease was taken over by {LeaseHolder.Name(mine.Holder)} of this control plane, because its holder had ended.");
        await foreach (Document document in store.ListAsync(RecordPartition, "", cancellation))
        {
            SiteLeaseRecord held = document.Read<SiteLeaseRecord>();
            if (held.Holder != mine.Holder && held.Pool == mine.Pool && held.Epochs.Keys.Any(mine.Epochs.ContainsKey))
            {
                await (held.Lost is null
                    ? (Task)store.UpdateAsync<SiteLeaseRecord>(RecordPartition, held.Holder, h => h is null ? null : h with { Lost = lost }, cancellation)
                    : store.DeleteAsync(RecordPartition, held.Holder, cancellation: cancellation));
            }
        }
    }

    private async Task<(long Epoch, SiteLease? From)> TakeAsync(
        GlusterPool pool, string volume, SiteLease mine, Func<string, Task<bool>> isAlive, CancellationToken cancellation)
    {
        for (int attempt = 1; ; attempt++)
        {
            SiteLeaseState state = await ChangeLeaseAsync(pool, volume, new SiteLease.Change("read"), cancellation);
            if (state.Content is { Released: false } own && own.Plane == mine.Plane && own.Holder == mine.Holder)
            {
                return (state.Epoch, null);
            }

            if (!state.IsFree)
            {
                await ThrowIfHeldAsync(pool, volume, state, mine, isAlive, cancellation);
            }

            SiteLeaseState taken = await ChangeLeaseAsync(pool, volume, new SiteLease.Change("take", state.Epoch + 1, mine), cancellation);
            if (taken.Done)
            {
                return (taken.Epoch, state.IsFree ? null : state.Content);
            }

            if (attempt == MostAttempts)
            {
                throw SiteLeaseErrors.Held(pool, volume, taken, null);
            }
        }
    }

    private async Task ThrowIfHeldAsync(
        GlusterPool pool, string volume, SiteLeaseState state, SiteLease mine, Func<string, Task<bool>> isAlive, CancellationToken cancellation)
    {
        if (!IsOwn(state.Content, mine.Plane))
        {
            await ThrowIfAliveAsync(pool, volume, state, cancellation);
        }
        else if (await isAlive(state.Content!.Holder))
        {
            throw SiteLeaseErrors.Held(pool, volume, state, null);
        }
    }

    /// <summary>Whether it stands as it did, by this control plane's own clock alone.</summary>
    private async Task ThrowIfAliveAsync(GlusterPool pool, string volume, SiteLeaseState state, CancellationToken cancellation)
    {
        DateTimeOffset now = time.GetUtcNow();
        SiteLease.Observation seen = new(state.Epoch, state.Content?.Plane ?? "", state.Content?.Beat ?? -1, now);
        SiteLease.Observation first = (await store.UpdateAsync<SiteLease.Observation>(
            ObservationPartition,
            $"{pool.Nodes[0].Name}:{volume}",
            before => before is not null && before with { Since = now } == seen ? before : seen,
            cancellation))!;
        if (now - first.Since < Bound)
        {
            throw SiteLeaseErrors.Held(pool, volume, state, first.Since + Bound);
        }
    }

    private async Task RenewAsync(GlusterPool pool, SiteLeaseRecord held)
    {
        DateTimeOffset asked = time.GetUtcNow();
        SiteLease mine = new(await PlaneAsync(CancellationToken.None), host.Name, held.Holder, held.TakenAt);
        Error? lost = null;
        try
        {
            foreach ((string volume, long epoch) in held.Epochs)
            {
                SiteLeaseState state = await agent.LeaseAsync(pool, volume, new SiteLease.Change("renew", epoch, mine), CancellationToken.None);
                lost ??= state.Done ? null : SiteLeaseErrors.Lost(volume, epoch, state);
            }
        }
        catch (DrException e) when (e.Error.Code != ErrorCodes.NameInvalid)
        {
            if (asked - held.VerifiedAt < TrustedFor)
            {
                return;
            }

            throw SiteLeaseErrors.Unverified(held, e);
        }

        SiteLeaseRecord? now = await store.UpdateAsync<SiteLeaseRecord>(
            RecordPartition,
            held.Holder,
            before => before is null ? null : lost is null ? before with { VerifiedAt = asked } : before with { Lost = lost },
            CancellationToken.None);
        ThrowIfLost(now);
    }

    private async Task ReleaseAsync(GlusterPool pool, IReadOnlyDictionary<string, long> epochs, SiteLease mine)
    {
        foreach ((string volume, long epoch) in epochs)
        {
            try
            {
                await agent.LeaseAsync(pool, volume, new SiteLease.Change("renew", epoch, mine with { Released = true }), CancellationToken.None);
            }
            catch (DrException)
            {
                // It lapses by itself.
            }
        }
    }

    /// <summary>A volume that cannot be written has no lease: what is missing is told.</summary>
    private async Task<SiteLeaseState> ChangeLeaseAsync(GlusterPool pool, string volume, SiteLease.Change change, CancellationToken cancellation)
    {
        try
        {
            return await agent.LeaseAsync(pool, volume, change, cancellation);
        }
        catch (DrException e) when (e.Error.Code == ErrorCodes.VolumeUnavailable)
        {
            GlusterVolume found = await gluster.GetVolumeAsync(pool, volume, cancellation);
            throw found.IsStarted ? SiteLeaseErrors.Unwritable(volume, e, e.Error.Code) : new DrException(new Error(
                ErrorCodes.VolumeNotStarted,
                ErrorClass.NeedsPerson,
                $"The volume '{volume}' is {found.Status}, so the lease of the run cannot be written to it.",
                volume,
                Advice: $"Start it: gluster volume start {volume}"));
        }
        catch (DrException e) when (e.Error.Code == ErrorCodes.SecondaryFull)
        {
            throw SiteLeaseErrors.Unwritable(volume, e, ErrorCodes.NoSpaceForOverlays);
        }
        catch (DrException e) when (e.Error.Code == ErrorCodes.CommandFailed)
        {
            throw SiteLeaseErrors.Unwritable(volume, e, e.Error.Code);
        }
    }

    private async Task<SiteLeaseRecord?> FindAsync(string holder, CancellationToken cancellation) =>
        await store.GetAsync(RecordPartition, holder, cancellation) is { } document ? document.Read<SiteLeaseRecord>() : null;

    /// <summary>The id of this control plane's data, made when it is first asked for.</summary>
    private async Task<string> PlaneAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (await store.GetAsync(PlanePartition, "id", cancellation) is { } document)
            {
                return document.Read<string>();
            }

            try
            {
                await store.InsertAsync(PlanePartition, "id", JsonSerializer.Serialize(Guid.NewGuid().ToString("D"), DrJson.Options), cancellation);
            }
            catch (StoreConflictException)
            {
                // Another worker was quicker: its id counts.
            }
        }
    }

    private static void ThrowIfLost(SiteLeaseRecord? held)
    {
        if (held?.Lost is { } lost)
        {
            throw new DrException(lost);
        }
    }
}
