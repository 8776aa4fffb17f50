using System.Text.RegularExpressions;
using GlusterDr.Hypervisors.Libvirt.Domains;

namespace GlusterDr.Hypervisors.Libvirt.Virsh;

/// <summary>Classifies the messages of libvirt and QEMU. virsh prints no error codes.</summary>
internal static class VirshMessages
{
    // The first match counts, so specific patterns come first.
    private static readonly (Regex Text, VirshProblem Problem)[] s_known =
    [
        On("failed to get domain|Domain not found|no domain with matching", VirshProblem.DomainNotFound),
        On("failed to get pool|Storage pool not found|no storage pool with matching", VirshProblem.PoolNotFound),
        On("polkit|authentication (unavailable|failed)|access denied|(libvirt-sock|virtqemud-sock)\\S*: Permission denied", VirshProblem.AccessDenied),
        On("failed to connect to the hypervisor|Failed to connect socket|Disconnected from|End of file while reading data|client socket is closed", VirshProblem.DaemonUnavailable),
        On("cannot acquire state change lock|domain is being migrated|another migration job is already running", VirshProblem.DomainBusy),
        On("not ready for pivot yet", VirshProblem.JobNotReady),
        On("does not have an active block job", VirshProblem.JobMissing),
        On("already in active block job|has (an )?active block job|in use by block job|block device is in use|block (copy|job) still active|a block job .*is already|bitmap .*in use by another operation", VirshProblem.JobActive),
        On("already exists and is not a block device", VirshProblem.FileExists),
        On("Domain snapshot not found|no domain snapshot with matching name", VirshProblem.SnapshotNotFound),
        On("domain moment", VirshProblem.SnapshotExists),
        On("checkpoint exists|checkpoints? .*(not supported|must be|prevent)|bitmap", VirshProblem.Bitmap),
        On("domain is (not running|no longer running|not active)", VirshProblem.DomainNotRunning),
        On("guest agent|QEMU agent|freeze", VirshProblem.GuestAgent),
        On("Block node is read-only", VirshProblem.ImagesInactive),
        On("Failed to (get|lock) .*(lock|byte)|Is another process using the image|is locked by another process", VirshProblem.ImageLocked),
        On("(backing (image|file|store)|format).*(was not specified|not specify|without (a )?(backing )?format|missing format)|backing format (is )?missing", VirshProblem.BackingFormatMissing),
        On("No space left|Disk quota exceeded", VirshProblem.NoSpace),
        On("Transport endpoint is not connected|Input/output error|Stale file handle|Socket not connected|Software caused connection abort", VirshProblem.StorageLost),
        On("(Could not open|cannot (open|access)|Failed to open).*Permission denied", VirshProblem.ImageDenied),
        On("unsupported configuration|Operation not supported", VirshProblem.Unsupported),
    ];

    /// <summary>Classifies a message.</summary>
    public static VirshProblem Read(string error) =>
        Array.Find(s_known, k => k.Text.IsMatch(error)) is { Text: not null } known ? known.Problem : VirshProblem.Other;

    private static (Regex Text, VirshProblem Problem) On(string pattern, VirshProblem problem) =>
        (new Regex(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant), problem);
}
