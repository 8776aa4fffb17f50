using GlusterDr.Errors;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Policies;
using GlusterDr.Runs;

namespace GlusterDr.Activities.Sync.Preflight;

/// <summary>
/// Checks by UUID that both sides of a destination are the volumes that the policy means: a valid name can belong to another volume or
/// pool, and a volume that is compared with itself has no differences.
/// </summary>
public sealed class IdentityChecks(GlusterClient gluster, SitePools pools)
{
    /// <summary>Checks both sides. The most serious error is in the findings. Null: the volumes are wrong or unknown.</summary>
    public async Task<RunDestination.VolumeIds?> CheckAsync(DestinationAccess access, DestinationSides sides, Findings findings, CancellationToken cancellation)
    {
        string subject = $"destination {access.Destination.Name}";
        NodePool? secondaryPool = await pools.JudgeAsync(access.Destination.Site, sides.SecondaryNodes, [access.Policy.Site], findings, cancellation);
        if (JudgePools(access, sides, sides.PrimaryPool, secondaryPool) is { } same)
        {
            findings.Fail(subject, same);
            return null;
        }

        if (sides.Session is null)
        {
            if (sides.SessionError is { Code: ErrorCodes.SessionNotFound or ErrorCodes.VolumeNotFound } none)
            {
                findings.Fail(subject, await ExplainAsync(access, sides, none, cancellation));
            }

            return null;
        }

        if (sides.Primary is not { } primary || sides.Secondary is not { } secondary || secondaryPool is null)
        {
            // Each of these has a finding that says why.
            return null;
        }

        Error? mistake = sides.PrimaryPool is null
            ? Unknown(access, $"no node of site '{access.Policy.Site.Name}' reports its UUID", "gluster pool list")
            : JudgeVolumes(access, primary, secondary, sides.Session);
        if (mistake is not null)
        {
            findings.Fail(subject, mistake);
            return null;
        }

        findings.Ok(subject, $"volume {primary.Name} ({primary.Id}) is copied to volume {secondary.Name} ({secondary.Id}) of another pool");
        return new(primary.Id, secondary.Id);
    }

    /// <summary>Reads the volumes of a session again, for a run that did not store them.</summary>
    /// <exception cref="DrException">They are wrong, or cannot be read.</exception>
    public async Task<RunDestination.VolumeIds> LearnAsync(DestinationAccess access, CancellationToken cancellation)
    {
        GlusterVolume primary = await gluster.GetVolumeAsync(access.PrimaryPool, access.PrimaryVolume, cancellation);
        GlusterVolume secondary = await gluster.GetVolumeAsync(access.SecondaryPool, access.Destination.Volume, cancellation);
        GeoRepStatus session = await gluster.GetSessionStatusAsync(access.PrimaryPool, access.Session, cancellation);
        return JudgeVolumes(access, primary, secondary, session) is { } mistake
            ? throw new DrException(mistake)
            : new(primary.Id, secondary.Id);
    }

    /// <summary>The error if both sides are the same volume or pool, as far as is known; null: they are not.</summary>
    internal static Error? JudgePools(DestinationAccess access, DestinationSides sides, NodePool? primaryPool, NodePool? secondaryPool) =>
        sides is { Primary: { Id.Length: > 0 } primary, Secondary: { } secondary } && Same(primary.Id, secondary.Id)
            ? SameVolume(access, primary)
        : primaryPool is not null && secondaryPool is not null && primaryPool.Shared(secondaryPool) is { } shared
            ? SamePool(access, shared)
            : null;

    /// <summary>The error if the session does not replicate from the one volume to the other; null: it does.</summary>
    internal static Error? JudgeVolumes(DestinationAccess access, GlusterVolume primary, GlusterVolume secondary, GeoRepStatus session) =>
        primary.Id.Length == 0 || secondary.Id.Length == 0
            ? Unknown(access, $"Gluster reports no UUID of volume '{(primary.Id.Length == 0 ? primary : secondary).Name}'", "gluster volume info")
        : Same(primary.Id, secondary.Id)
            ? SameVolume(access, primary)
        : session.SecondaryVolumeId is not { Length: > 0 } led
            ? Unknown(access, $"Gluster does not report the secondary volume of session {access.Session}", "gluster volume geo-replication status")
        : Same(led, secondary.Id) ? null : new(
            ErrorCodes.SessionOtherVolume,
            ErrorClass.NeedsPerson,
            $"The session {access.Session} leads to the volume {led}, but volume '{secondary.Name}' of site '{access.Destination.Site.Name}' "
                + $"({access.SecondaryPool}) is {secondary.Id}: the replicated volume would not be the compared volume",
            access.Destination.Name,
            "gluster volume geo-replication status; gluster volume info",
            $"Name in destination '{access.Destination.Name}' the nodes of the pool that host {access.Destination.SessionHost} is in, "
                + "and the session's own volume. If the volume was re-created, re-create its session too.");

    /// <summary>
    /// Explains why there is no such session: the sites of the policy may be swapped, or it may name the volume of another session.
    /// </summary>
    private async Task<Error> ExplainAsync(DestinationAccess access, DestinationSides sides, Error none, CancellationToken cancellation)
    {
        IReadOnlyList<GeoRepStatus> reverse = sides.IsSecondarySilent ? [] : await ListAsync(access.SecondaryPool, cancellation);
        if (reverse.FirstOrDefault(s => s.Session.IsSameAs(access.Session) || LeadsTo(s, sides.Primary)) is { } back)
        {
            return new(
                ErrorCodes.SitesSwapped,
                ErrorClass.NeedsPerson,
                $"The sites are swapped: '{access.Destination.Site.Name}' ({access.SecondaryPool}), which the policy names as destination, is the primary "
                    + $"of the session {back.Session}{Leads(back)}; '{access.Policy.Site.Name}' ({access.PrimaryPool}), which it protects, holds the copy",
                access.Destination.Name,
                "gluster volume geo-replication status, on both pools",
                $"Protect site '{access.Destination.Site.Name}' with volume '{back.Session.PrimaryVolume}', and make '{access.Policy.Site.Name}' the destination.");
        }

        IReadOnlyList<GeoRepStatus> own = await ListAsync(access.PrimaryPool, cancellation);
        GeoRepStatus? found = own.FirstOrDefault(s => LeadsTo(s, sides.Secondary));
        return found?.Session.PrimaryVolume == access.PrimaryVolume
            ? none with { Advice = $"Volume '{access.Destination.Volume}' is the secondary of the session {found.Session}: name that host and user in destination '{access.Destination.Name}'." }
            : found is { } other
            ? new(
                ErrorCodes.SessionOtherVolume,
                ErrorClass.NeedsPerson,
                $"There is no session {access.Session}: volume '{access.Destination.Volume}' ({sides.Secondary!.Id}) is the secondary of the session {other.Session}",
                access.Destination.Name,
                none.Tried,
                $"Name the volume and the session of '{access.PrimaryVolume}' in destination '{access.Destination.Name}', or set its primary-volume to '{other.Session.PrimaryVolume}'.")
            : none;
    }

    private static string Leads(GeoRepStatus session) => session.SecondaryVolumeId is { } id ? $" to volume {id}" : "";

    private static bool LeadsTo(GeoRepStatus session, GlusterVolume? volume) =>
        session.SecondaryVolumeId is { } id && volume is not null && Same(id, volume.Id);

    /// <summary>Only for an explanation: if a pool does not answer, there is none.</summary>
    private async Task<IReadOnlyList<GeoRepStatus>> ListAsync(GlusterPool pool, CancellationToken cancellation)
    {
        try
        {
            return await gluster.ListSessionsAsync(pool, cancellation);
        }
        catch (DrException)
        {
            return [];
        }
    }

    private static Error SameVolume(DestinationAccess access, GlusterVolume volume) => new(
        ErrorCodes.VolumeSame,
        ErrorClass.NeedsPerson,
        $"Both sides are one volume: '{volume.Name}' ({volume.Id}) is protected at site '{access.Policy.Site.Name}', and named as the copy in destination "
            + $"'{access.Destination.Name}' (site '{access.Destination.Site.Name}', {access.SecondaryPool})",
        access.Destination.Name,
        "gluster volume info, on both pools",
        $"Name in destination '{access.Destination.Name}' the nodes and the volume of the other site.");

    private static Error SamePool(DestinationAccess access, string node) => new(
        ErrorCodes.PoolSame,
        ErrorClass.NeedsPerson,
        $"Site '{access.Policy.Site.Name}' ({access.PrimaryPool}) and site '{access.Destination.Site.Name}' ({access.SecondaryPool}) are one pool: "
            + $"node {node} is in both",
        access.Destination.Name,
        "gluster pool list, on both pools",
        $"Name in destination '{access.Destination.Name}' the nodes of the other pool. If the nodes were cloned, give each a UUID of its own first.");

    private static Error Unknown(DestinationAccess access, string fact, string tried) => new(
        ErrorCodes.IdentityUnknown,
        ErrorClass.NeedsPerson,
        $"{fact}: it cannot be verified that both sides of destination '{access.Destination.Name}' are the right ones",
        access.Destination.Name,
        tried,
        "Run the command on a node, and restore what does not answer. A session of an old Gluster version that reports no UUID must be re-created.");

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
