using GlusterDr.Errors;
using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Hypervisors.Libvirt.Virsh;
using GlusterDr.Remote;

namespace GlusterDr.Tests.Shared.Hypervisors.Libvirt.Virsh;

public class VirshOutcomeTests
{
    [Theory]
    [InlineData("err-agent-not-connected", VirshProblem.GuestAgent)]
    [InlineData("err-quiesce-no-agent", VirshProblem.GuestAgent)]
    [InlineData("err-freeze-failed", VirshProblem.GuestAgent)]
    [InlineData("err-freeze-hung", VirshProblem.GuestAgent)]
    [InlineData("err-pool-unknown", VirshProblem.PoolNotFound)]
    [InlineData("err-agent-paused", VirshProblem.DomainNotRunning)]
    [InlineData("err-already-active", VirshProblem.JobActive)]
    [InlineData("err-domain-unknown", VirshProblem.DomainNotFound)]
    [InlineData("err-no-daemon", VirshProblem.DaemonUnavailable)]
    [InlineData("err-no-job", VirshProblem.JobMissing)]
    [InlineData("err-not-ready", VirshProblem.JobNotReady)]
    [InlineData("err-not-running", VirshProblem.DomainNotRunning)]
    [InlineData("err-overlay-exists", VirshProblem.FileExists)]
    [InlineData("err-snapshot-exists", VirshProblem.SnapshotExists)]
    [InlineData("err-snapshot-missing", VirshProblem.SnapshotNotFound)]
    public void Problem_of_a_real_message(string fixture, VirshProblem expected) => Outcome(Fixture.Error(fixture)).Problem.ShouldBe(expected);

    [Theory]
    [InlineData("error: Timed out during operation: cannot acquire state change lock (held by monitor=remoteDispatchDomainSnapshotCreateXML)", ErrorCodes.VmBusy, ErrorClass.Transient)]
    [InlineData("error: failed to connect to the hypervisor\nerror: Failed to connect socket to '/run/x': Connection refused", ErrorCodes.HypervisorUnavailable, ErrorClass.Transient)]
    [InlineData("error: internal error: unable to execute QEMU command 'blockdev-create': No space left on device", ErrorCodes.NoSpaceForOverlays, ErrorClass.Permanent)]
    [InlineData("error: Requested operation is not valid: domain is not running", ErrorCodes.VmNotRunning, ErrorClass.Permanent)]
    [InlineData("error: unsupported configuration: internal snapshots of a VM with pflash based firmware are not supported", ErrorCodes.SnapshotFailed, ErrorClass.Permanent)]
    [InlineData("error: internal error: unable to execute QEMU command 'block-commit': Block node is read-only", ErrorCodes.VmBusy, ErrorClass.Transient)]
    [InlineData("error: operation failed: domain has active block job", ErrorCodes.VmBusy, ErrorClass.Transient)]
    [InlineData("error: internal error: unable to execute QEMU command 'block-commit': Node 'libvirt-1-format' is busy: block device is in use by block job: stream", ErrorCodes.VmBusy, ErrorClass.Transient)]
    [InlineData("error: block copy still active: disk 'vda' already in active block job", ErrorCodes.VmBusy, ErrorClass.Transient)]
    [InlineData("error: operation failed: domain is no longer running", ErrorCodes.VmNotRunning, ErrorClass.Permanent)]
    [InlineData("error: Requested operation is not valid: domain is not active", ErrorCodes.VmNotRunning, ErrorClass.Permanent)]
    [InlineData("error: internal error: unable to execute QEMU command 'blockdev-add': Could not open '/gv/a': Transport endpoint is not connected", ErrorCodes.StorageLost, ErrorClass.Transient)]
    [InlineData("error: internal error: unable to execute QEMU command 'block-commit': Input/output error", ErrorCodes.StorageLost, ErrorClass.Transient)]
    [InlineData("error: Cannot access storage file '/gv/a.qcow2' (as uid:64055, gid:108): Stale file handle", ErrorCodes.StorageLost, ErrorClass.Transient)]
    [InlineData("error: internal error: unable to execute QEMU command 'blockdev-add': Failed to get \"write\" lock", ErrorCodes.VmBusy, ErrorClass.Transient)]
    [InlineData("error: internal error: process exited: Failed to get shared \"write\" lock\nIs another process using the image [/gv/a]?", ErrorCodes.VmBusy, ErrorClass.Transient)]
    [InlineData("error: Requested operation is not valid: format of backing image '/gv/b' of image '/gv/a' was not specified in the image metadata (See https://libvirt.org/kbase/backing_chains.html for troubleshooting)", ErrorCodes.ChainUnexpected, ErrorClass.NeedsPerson)]
    [InlineData("error: Requested operation is not valid: backing format is missing for image '/gv/a'", ErrorCodes.ChainUnexpected, ErrorClass.NeedsPerson)]
    [InlineData("error: unsupported configuration: cannot create snapshot while checkpoint exists", ErrorCodes.SnapshotFailed, ErrorClass.NeedsPerson)]
    [InlineData("error: internal error: unable to execute QEMU command 'block-commit': Bitmap 'backup-1' is inconsistent and cannot be used", ErrorCodes.SnapshotFailed, ErrorClass.NeedsPerson)]
    [InlineData("error: internal error: unable to execute QEMU command 'transaction': Bitmap 'backup-1' is currently in use by another operation and cannot be used", ErrorCodes.VmBusy, ErrorClass.Transient)]
    [InlineData("error: failed to connect to the hypervisor\nerror: authentication unavailable: no polkit agent available to authenticate action 'org.libvirt.unix.manage'", ErrorCodes.HypervisorDenied, ErrorClass.NeedsPerson)]
    [InlineData("error: failed to connect to the hypervisor\nerror: Failed to connect socket to '/var/run/libvirt/libvirt-sock': Permission denied", ErrorCodes.HypervisorDenied, ErrorClass.NeedsPerson)]
    [InlineData("error: failed to connect to the hypervisor\nerror: authentication failed: access denied by policy", ErrorCodes.HypervisorDenied, ErrorClass.NeedsPerson)]
    [InlineData("error: internal error: unable to execute QEMU command 'blockdev-create': Could not open '/gv/o': Permission denied", ErrorCodes.SnapshotFailed, ErrorClass.NeedsPerson)]
    [InlineData("error: End of file while reading data: Input/output error", ErrorCodes.HypervisorUnavailable, ErrorClass.Transient)]
    [InlineData("sudo: unable to resolve host h1: Name or service not known\nerror: Requested operation is not valid: domain is not running", ErrorCodes.VmNotRunning, ErrorClass.Permanent)]
    [InlineData("error: something new", ErrorCodes.SnapshotFailed, ErrorClass.Permanent)]
    public void ToException_gives_a_class(string message, string code, ErrorClass kind)
    {
        Error error = Outcome(message).ToException(ErrorCodes.SnapshotFailed, "It failed").Error;

        (error.Code, error.Class).ShouldBe((code, kind));
        error.Message.ShouldStartWith("It failed: ");
        error.Message.ShouldNotStartWith("It failed: error: ");
        error.Tried.ShouldBe("virsh list");
    }

    [Theory]
    [InlineData("Transport endpoint is not connected")]
    [InlineData("Failed to get \"write\" lock")]
    [InlineData("domain has active block job")]
    [InlineData("format of backing image was not specified")]
    [InlineData("cannot create snapshot while checkpoint exists")]
    [InlineData("no polkit agent available")]
    public void ToException_gives_a_fix(string message) => Outcome($"error: {message}").ToException(ErrorCodes.SnapshotFailed, "x").Error.Advice.ShouldNotBeNullOrEmpty();

    [Fact]
    public void ToException_of_a_crash_is_transient_whatever_was_printed()
    {
        VirshOutcome crashed = new("h1", new RemoteCommand(["virsh", "list"], TimeSpan.FromSeconds(1)), new RemoteResult(139, "", "error: Domain not found\n"));

        crashed.Problem.ShouldBe(VirshProblem.Crashed);
        Error error = crashed.ToException(ErrorCodes.SnapshotFailed, "It failed").Error;
        (error.Code, error.Class).ShouldBe((ErrorCodes.CommandCrashed, ErrorClass.Transient));
    }

    [Fact]
    public void ToException_lets_a_merge_be_tried_again() =>
        Outcome("error: something new").ToException(ErrorCodes.MergeFailed, "x").Error.Class.ShouldBe(ErrorClass.Transient);

    [Fact]
    public void Message_of_silence_names_the_exit_code() => Outcome("").Message.ShouldBe("exit code 1 without a message");

    private static VirshOutcome Outcome(string error) => new("h1", new RemoteCommand(["virsh", "list"], TimeSpan.FromSeconds(1)), new RemoteResult(1, "", error));
}
