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
/// Leases that are stored on the volumes themselves. <see cref="LeaseStore"/> covers only the runs of its own store, and two control
/// planes with a store each would merge each other's live overlays.
/// </summary>
/// <remarks>
/// <para>A holder renews its lease as part of its steps, and on a timer during a long step. Another control plane takes the lease over after it
/// has observed it unchanged for <see cref="Bound"/> by its own clock; clocks of two machines are never compared. The takeover raises the
/// epoch, so the old holder finds an epoch that is not its own. A holder that cannot reach the volume stops making changes after
/// <see cref="TrustedFor"/>, which is before anyone else can have taken the lease over.</para>
/// <para>Geo-replication copies the file to the secondary, where it has no meaning. After a failover it is taken over like the lease of any
/// holder that is gone.</para>
/// </remarks>
public sealed class SiteLeases(VolumeAgent agent, GlusterClient gluster, IDocumentStore store, ControlPlaneHost host, TimeProvider time)
{
    /// <summary>A holder that has not renewed its lease for this long counts as gone.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromMinutes(15);

    /// <summary>A lease whose last verification is older than this is verified again before any change.</summary>
    public static readonly TimeSpan RenewAfter = TimeSpan.FromMinutes(3);

    /// <summary>How long a lease that cannot be verified is still relied upon; the rest of <see cref="Bound"/> is for commands in progress.</summary>
    public static readonly TimeSpan TrustedFor = TimeSpan.FromMinutes(10);

    private const string RecordPartition = "site-leases";
    private const string ObservationPartition = "site-lease-sightings";
    private const string PlanePartition = "control-plane";
    private const int MostAttempts = 5;

    private readonly ConcurrentDictionary<string, Lazy<Task>> _renewals = new(StringComparer.Ordinal);

    /// <summary>Takes the leases of all these volumes, or of none.</summary>
    /// <param name="pool">Their pool.</param>
    /// <param name="volumes">The volumes.</param>
    /// <param name="holder">The run or operation. Leases that it already holds stay.</param>
    /// <param name="isAlive">Whether another holder of this control plane is still running.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <returns>The holder that a lease was taken over from.</returns>
    /// <exception cref="DrException"><see cref="ErrorCodes.LeaseHeld"/>, naming the holder; or the reason why a volume cannot be written.</exception>
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

            SiteLeaseRecord record = new(holder, pool.ToString(), epochs, now, now);
            await store.UpdateAsync<SiteLeaseRecord>(RecordPartition, holder, _ => record, cancellation);
            await RetireAsync(record, cancellation);
            return overtaken;
        }
        catch (DrException)
        {
            await ReleaseAsync(pool, epochs, mine);
            throw;
        }
    }

    /// <summary>Verifies before a change that the holder still owns its leases. A holder that took none needs none.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.LeaseLost"/>; <see cref="ErrorCodes.LeaseUnverified"/>: it could not be renewed in time.</exception>
    public Task RequireAsync(GlusterPool pool, string holder, CancellationToken cancellation) =>
        RequireAsync(pool, holder, RenewAfter, cancellation);

    /// <summary>Like <see cref="RequireAsync"/>, but always renews them.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.LeaseLost"/>; <see cref="ErrorCodes.LeaseUnverified"/>: it could not be renewed in time.</exception>
    public Task RenewAsync(GlusterPool pool, string holder, CancellationToken cancellation) =>
        RequireAsync(pool, holder, TimeSpan.Zero, cancellation);

    private async Task RequireAsync(GlusterPool pool, string holder, TimeSpan longest, CancellationToken cancellation)
    {
        if (await FindAsync(holder, cancellation) is not { } record)
        {
            return;
        }

        ThrowIfLost(record);
        if (time.GetUtcNow() - record.VerifiedAt < longest)
        {
            return;
        }

        // Of many concurrent steps, one verifies for all.
        Lazy<Task> renewal = _renewals.GetOrAdd(holder, _ => new Lazy<Task>(() => RenewAsync(pool, record)));
        try
        {
            await renewal.Value;
        }
        finally
        {
            _renewals.TryRemove(new(holder, renewal));
        }
    }

    /// <summary>Like <see cref="RequireAsync"/>, for whichever holder of this control plane has the lease of a volume of this pool.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.LeaseLost"/>, <see cref="ErrorCodes.LeaseUnverified"/>.</exception>
    public async Task RequireOfAsync(GlusterPool pool, string volume, CancellationToken cancellation)
    {
        await foreach (Document document in store.ListAsync(RecordPartition, "", cancellation))
        {
            SiteLeaseRecord record = document.Read<SiteLeaseRecord>();
            if (record.Lost is null && record.Pool == pool.ToString() && record.Epochs.ContainsKey(volume))
            {
                await RequireAsync(pool, record.Holder, cancellation);
            }
        }
    }

    /// <summary>Releases the holder's leases. On a volume that cannot be written the lease stays; the same control plane may take it again anyway.</summary>
    public async Task ReleaseAsync(GlusterPool pool, string holder, CancellationToken cancellation)
    {
        if (await FindAsync(holder, cancellation) is { } record)
        {
            if (record.Lost is null)
            {
                await ReleaseAsync(pool, record.Epochs, new(await PlaneAsync(cancellation), host.Name, holder, record.TakenAt));
            }

            await store.DeleteAsync(RecordPartition, holder, cancellation: cancellation);
        }
    }

    /// <summary>
    /// Refuses while another control plane works on a volume. Work of this control plane is tracked by <see cref="LeaseStore"/>. Nobody works on
    /// a volume that cannot be mounted.
    /// </summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.LeaseHeld"/>, naming the holder.</exception>
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
            // Taking the lease reports the reason.
        }
    }

    /// <summary>The first node of the pool whose leases this holder has; null: it has none.</summary>
    public async Task<string?> FindHostAsync(string holder, CancellationToken cancellation) =>
        (await FindAsync(holder, cancellation))?.Pool.Split(", ")[0];

    /// <summary>Reads all leases, so that the observation time of each starts now.</summary>
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

    /// <summary>A copied data directory has the ID of the original, so it is the same control plane only on the same host.</summary>
    private bool IsOwn(SiteLease? content, string plane) => content?.Plane == plane && content.Host == host.Name;

    /// <summary>Marks the leases of dead holders of this control plane on the same volumes as lost, so that any of their steps that still run stop.</summary>
    private async Task RetireAsync(SiteLeaseRecord mine, CancellationToken cancellation)
    {
        Error lost = new(
            ErrorCodes.LeaseLost,
            ErrorClass.NeedsPerson,
            $"The lease was taken over by {LeaseHolder.Name(mine.Holder)} of this control plane, because its holder had ended.");
        await foreach (Document document in store.ListAsync(RecordPartition, "", cancellation))
        {
            SiteLeaseRecord record = document.Read<SiteLeaseRecord>();
            if (record.Holder != mine.Holder && record.Pool == mine.Pool && record.Epochs.Keys.Any(mine.Epochs.ContainsKey))
            {
                await (record.Lost is null
                    ? (Task)store.UpdateAsync<SiteLeaseRecord>(RecordPartition, record.Holder, h => h is null ? null : h with { Lost = lost }, cancellation)
                    : store.DeleteAsync(RecordPartition, record.Holder, cancellation: cancellation));
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

    /// <summary>How long it has been unchanged, measured by this control plane's clock alone.</summary>
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

    private async Task RenewAsync(GlusterPool pool, SiteLeaseRecord record)
    {
        DateTimeOffset sentAt = time.GetUtcNow();
        SiteLease mine = new(await PlaneAsync(CancellationToken.None), host.Name, record.Holder, record.TakenAt);
        Error? lost = null;
        try
        {
            foreach ((string volume, long epoch) in record.Epochs)
            {
                SiteLeaseState state = await agent.LeaseAsync(pool, volume, new SiteLease.Change("renew", epoch, mine), CancellationToken.None);
                lost ??= state.Done ? null : SiteLeaseErrors.Lost(volume, epoch, state);
            }
        }
        catch (DrException e) when (e.Error.Code != ErrorCodes.NameInvalid)
        {
            if (sentAt - record.VerifiedAt < TrustedFor)
            {
                return;
            }

            throw SiteLeaseErrors.Unverified(record, e);
        }

        SiteLeaseRecord? now = await store.UpdateAsync<SiteLeaseRecord>(
            RecordPartition,
            record.Holder,
            before => before is null ? null : lost is null ? before with { VerifiedAt = sentAt } : before with { Lost = lost },
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
                // It expires by itself.
            }
        }
    }

    /// <summary>A volume that cannot be written can have no lease; the error says what is missing.</summary>
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

    /// <summary>The ID of this control plane's data, created on first use.</summary>
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
                // Another worker was first: its ID is used.
            }
        }
    }

    private static void ThrowIfLost(SiteLeaseRecord? record)
    {
        if (record?.Lost is { } lost)
        {
            throw new DrException(lost);
        }
    }
}
