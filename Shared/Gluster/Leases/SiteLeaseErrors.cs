using GlusterDr.Errors;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Leases;

namespace GlusterDr.Gluster.Leases;

/// <summary>Errors for a site lease that cannot be taken, or is lost.</summary>
internal static class SiteLeaseErrors
{
    /// <summary>Another holder has it. With a time: the holder may renew it until then.</summary>
    public static DrException Held(GlusterPool pool, string volume, SiteLeaseState state, DateTimeOffset? takenOverAt)
    {
        string file = $".glusterdr/lease/{state.Epoch:D12} on volume '{volume}'";
        string takeOver = takenOverAt is { } at
            ? $"If that control plane is gone, start again after {at:u}: a lease that was not renewed by then is taken over. To take it over at once, "
                + $"make sure that it is stopped, and remove the file {file}."
            : "Wait for it, or cancel it there.";
        return new(new Error(
            ErrorCodes.LeaseHeld,
            ErrorClass.Permanent,
            state.Content is { } other
                ? $"Refused: {LeaseHolder.Name(other.Holder)} of the control plane on host '{other.Host}' (data directory {other.Plane}) has been using volume "
                    + $"'{volume}' since {other.Since:u}."
                : $"Refused: another control plane is taking the lease of volume '{volume}' (epoch {state.Epoch}), or died while it did.",
            pool.ToString(),
            Advice: takeOver));
    }

    /// <summary>A newer epoch than the holder's own is in force.</summary>
    public static Error Lost(string volume, long epoch, SiteLeaseState state) => new(
        ErrorCodes.LeaseLost,
        ErrorClass.NeedsPerson,
        $"The lease of volume '{volume}' is lost: epoch {epoch} was that of this control plane, "
            + (state.Content is { } other
                ? $"epoch {state.Epoch} is held by {LeaseHolder.Name(other.Holder)} of the control plane on host '{other.Host}' (data directory {other.Plane})."
                : $"the site has epoch {state.Epoch}.")
            + " This control plane makes no more changes.",
        volume,
        Advice: "The run of the new holder stops the sessions that were started here, and merges the remaining overlays. Check on its host whether it "
            + "succeeded. Do not merge manually until then. Afterwards use only one of the two control planes.");

    /// <summary>The lease could not be renewed in time.</summary>
    public static DrException Unverified(SiteLeaseRecord record, DrException cause) => new(
        new Error(
            ErrorCodes.LeaseUnverified,
            ErrorClass.Transient,
            $"The lease of {string.Join(", ", record.Epochs.Keys.Select(v => $"volume '{v}'"))} could not be renewed since {record.VerifiedAt:u}, so another control "
                + $"plane may have taken it over; no more changes are made until this is verified. {cause.Error.Message}",
            cause.Error.Host,
            cause.Error.Tried,
            cause.Error.Advice),
        cause);

    /// <summary>The lease could not be written at all.</summary>
    public static DrException Unwritable(string volume, DrException cause, string code) => new(
        cause.Error with { Code = code, Message = $"The lease of volume '{volume}' cannot be written. No changes were made. {cause.Error.Message}" }, cause);
}
