using GlusterDr.Activities.Sync.Verify;
using GlusterDr.Errors;
using GlusterDr.Policies;
using GlusterDr.Replication;

namespace GlusterDr.Orchestrations.Sync.Common;

/// <summary>The errors and warnings that the workflow of a run itself finds.</summary>
/// <remarks>
/// They are inputs of later steps, and a replay compares inputs: a run keeps the texts of its own version, so each text that changes is
/// kept for older versions.
/// </remarks>
/// <param name="version">The run's: see <see cref="Runs.SyncRequest.Version"/>.</param>
internal sealed class RunErrors(int version)
{
    private readonly bool _isOld = version < 4;

    /// <summary>No VM of the run has a snapshot on the volume of a destination.</summary>
    public Error NoSnapshots(Destination destination, string volume) => new(
        ErrorCodes.NothingToProtect,
        ErrorClass.Permanent,
        _isOld
            ? $"Destination '{destination.Name}' is left out: no VM was frozen on volume '{volume}', so there is nothing to prove there. It keeps what it held before."
            : $"Destination '{destination.Name}' is left out: no VM of this run has a snapshot on volume '{volume}', so there is nothing to verify. The copy was not changed.",
        volume,
        Advice: _isOld
            ? "If VMs should have run there, see which were left out; otherwise take the destination out of the policy."
            : "If VMs on that volume should be protected, check which were left out, and why. Otherwise remove the destination from the policy.");

    /// <summary>A session could not be stopped or paused. The merges come next, and a running session would replicate them.</summary>
    public Error NotStopped(GeoRepSession session, Error cause)
    {
        string stop = $"gluster volume geo-replication {session.PrimaryVolume} {session.SecondaryUrl} stop force";
        return cause with
        {
            Message = _isOld
                ? $"The session {session} could not be held still, so what was carried is no recovery point. {cause.Message}"
                : $"Session {session} could not be stopped or paused, so the replicated data is not a recovery point. {cause.Message}",
            Advice = $"{(_isOld ? "Stop it before the next run:" : "Stop the session before the next run:")} {stop}. {cause.Advice}".TrimEnd(),
        };
    }

    /// <summary>The run was cancelled while a destination was being replicated.</summary>
    public Error DestinationCancelled() => new(
        ErrorCodes.RunCancelled,
        ErrorClass.Permanent,
        _isOld ? "The run was cancelled before this destination was proven." : "The run was cancelled before this destination was verified.");

    /// <summary>Files differ, and they are not replicated again.</summary>
    public Error Differs(Destination destination, CompareContent.Result content, int corrections) => Content(
        destination,
        content,
        ErrorClass.NeedsPerson,
        (_isOld, corrections) switch
        {
            (true, 0) => "the policy allows no cure",
            (true, _) => $"triggering them again {corrections} time(s) did not help",
            (false, 0) => "the policy does not permit to replicate them again (proof.cure)",
            (false, _) => $"they still differ after they were replicated again {corrections} time(s)",
        });

    /// <summary>Files differ, and they are replicated again.</summary>
    public Error Corrected(Destination destination, CompareContent.Result content) =>
        Content(destination, content, ErrorClass.Transient, _isOld ? "they are triggered again" : "they are replicated again");

    /// <summary>A VM was deleted during the run, and the deletion was replicated.</summary>
    public Error VmDeleted(string vm) => new(
        ErrorCodes.VmGone,
        ErrorClass.Permanent,
        _isOld
            ? $"Images of VM '{vm}' were deleted in mid-run, at the primary and with it at the secondary: this recovery point does not hold it."
            : $"Images of VM '{vm}' were deleted during the run, at the primary and therefore at the secondary: the recovery point does not include this VM.",
        vm,
        Advice: _isOld
            ? "If that was no intention, an earlier snapshot of the secondary volume may still hold it."
            : "If that was a mistake, an earlier snapshot of the secondary volume may still contain the images.");

    /// <summary>The checkpoint completed, although something of the session is not as it should be.</summary>
    public Error CheckpointWithOddities(Destination destination, IReadOnlyList<string> oddities) => new(
        ErrorCodes.SessionIncomplete,
        ErrorClass.NeedsPerson,
        $"The checkpoint was reached, but {string.Join("; ", oddities)}.",
        Of(destination),
        Advice: _isOld
            ? "Bring the node or its glusterd back. A session that was stopped without a node starts there alone: stop it once more."
            : "Start the node, or glusterd on it. If the session was stopped while the node was down, stop it again: it starts on that node alone otherwise.");

    /// <summary>The checkpoint is not complete within the policy's limit.</summary>
    public Error CheckpointTimeout(Destination destination, DateTimeOffset checkpoint, TimeSpan limit, string reason) => new(
        ErrorCodes.CheckpointTimeout,
        ErrorClass.Transient,
        $"The checkpoint of {checkpoint:u} was not reached within {limit}: {reason}",
        Of(destination),
        Advice: _isOld
            ? "If much has changed, raise limits.replication; the next run goes on from what has arrived."
            : "If there is much to replicate, raise limits.replication. The next run continues from what has arrived.");

    /// <summary>The secondary cannot take data.</summary>
    public Error SecondaryUnfit(Error fault) => fault with
    {
        Message = _isOld ? $"The session stands still: {fault.Message}" : $"The session makes no progress: {fault.Message}",
    };

    /// <summary>Changes do not reach gsyncd.</summary>
    public Error FeedDead(Destination destination, int restarts, string reason) => new(
        ErrorCodes.SessionFeedDead,
        ErrorClass.Transient,
        _isOld
            ? $"The session is Active, but no change reaches it, after {restarts} restarts: {reason}"
            : $"The session is Active, but receives no changes after {restarts} restarts: {reason}",
        Of(destination),
        Advice: _isOld
            ? "Gluster's changelog registers clients in a race; see the troubleshooting page on a dead live feed."
            : "Gluster sometimes does not deliver changes to gsyncd after a start (a race condition in its changelog). "
                + "See session.feed-dead in docs/troubleshooting.md.");

    /// <summary>A merge takes longer than the policy's limit.</summary>
    public Error MergeTimeout(string vmId, TimeSpan limit, double percent) => new(
        ErrorCodes.MergeTimeout,
        ErrorClass.NeedsPerson,
        _isOld
            ? $"The merge is at {percent:0} % after {limit}; the VM goes on running on its overlay."
            : $"The merge is at {percent:0} % after {limit}. The VM still runs on its overlay.",
        vmId,
        Advice: _isOld
            ? "The next run adopts the merge. If it never ends, the guest writes faster than it can be merged: run at a quieter hour, or raise limits.merge."
            : "The next run continues the merge. If the merge never ends, the guest writes faster than the overlay can be merged: "
                + "schedule runs for a time with fewer writes, or raise limits.merge.");

    /// <summary>VMs are still on overlays of earlier runs.</summary>
    public Error Leftovers(int vms) => new(
        ErrorCodes.LeftoversFound,
        ErrorClass.Transient,
        _isOld
            ? $"{vms} VM(s) still ran on overlays of earlier runs; they are merged first."
            : $"{vms} VM(s) were still on overlays of earlier runs. The overlays are merged before new snapshots are taken.");

    /// <summary>Where the rest of many alike warnings is found.</summary>
    public string RestAdvice => _isOld
        ? "Each VM's and each destination's own record in the run's report says what it met."
        : "See the VMs and the destinations in the report of the run.";

    private Error Content(Destination destination, CompareContent.Result content, ErrorClass errorClass, string outcome)
    {
        bool isEmpty = content.EmptyFiles > 0;
        string claim = _isOld ? "Gluster says that all has arrived, but" : "Gluster reports that the checkpoint is complete, but";
        string empty = isEmpty ? $", {content.EmptyFiles} of them empty at the secondary" : "";
        return new Error(
            isEmpty ? ErrorCodes.ContentEmpty : ErrorCodes.ContentDiffers,
            errorClass,
            $"{claim} {content.Differing} file(s) differ between the sites{empty}; {outcome}: {string.Join("; ", content.Examples)}",
            Of(destination),
            Advice: isEmpty ? EmptyAdvice : DifferentAdvice);
    }

    private string EmptyAdvice => _isOld
        ? "rsync 3.5.0 transfers nothing into gsyncd's lazily unmounted mount: set the session's secondary-access-mount to true (proof.cure does it), or change rsync."
        : "rsync 3.5.0 transfers nothing into a mount that gsyncd has unmounted lazily: set the session's secondary-access-mount to true "
            + "(proof.cure does this), or use another version of rsync.";

    private string DifferentAdvice => _isOld
        ? "See the troubleshooting page on differing content; a bad disk or a write at the secondary can be behind it."
        : "See content.differs in docs/troubleshooting.md. Possible causes are a faulty disk and a write at the secondary.";

    private static string Of(Destination destination) => $"{destination.SessionHost}::{destination.Volume}";
}
