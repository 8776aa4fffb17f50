using GlusterDr.Errors;
using GlusterDr.Hypervisors.Libvirt;
using GlusterDr.Remote;

namespace GlusterDr.Tests.Shared.Hypervisors.Libvirt;

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
    [InlineData("error: something new", ErrorCodes.SnapshotFailed, ErrorClass.Permanent)]
    public void ToException_gives_a_class(string message, string code, ErrorClass kind)
    {
        Error error = Outcome(message).ToException(ErrorCodes.SnapshotFailed, "It failed").Error;

        (error.Code, error.Class).ShouldBe((code, kind));
        error.Message.ShouldStartWith("It failed: ");
        error.Message.ShouldNotStartWith("It failed: error: ");
        error.Tried.ShouldBe("virsh list");
    }

    [Fact]
    public void ToException_lets_a_merge_be_tried_again() =>
        Outcome("error: something new").ToException(ErrorCodes.MergeFailed, "x").Error.Class.ShouldBe(ErrorClass.Transient);

    [Fact]
    public void Message_of_silence_names_the_exit_code() => Outcome("").Message.ShouldBe("exit code 1 without a message");

    private static VirshOutcome Outcome(string error) => new("h1", new RemoteCommand(["virsh", "list"], TimeSpan.FromSeconds(1)), new RemoteResult(1, "", error));
}
