using GlusterDr.Errors;
using GlusterDr.Remote;

namespace GlusterDr.Hypervisors.Libvirt.Virsh;

/// <summary>The outcome of one call of virsh.</summary>
/// <param name="Host">The host.</param>
/// <param name="Command">The command.</param>
/// <param name="Result">Exit code and output.</param>
public sealed record VirshOutcome(string Host, RemoteCommand Command, RemoteResult Result)
{
    /// <summary>The classification of its message.</summary>
    public VirshProblem Problem { get; } = Result.ExitCode == 0 ? VirshProblem.None
        : CommandText.SignalOf(Result.ExitCode) is not null ? VirshProblem.Crashed
        : VirshMessages.Read(CommandText.WithoutNoise(Result.StandardError));

    /// <summary>Whether virsh reported success.</summary>
    public bool Succeeded => Result.ExitCode == 0;

    /// <summary>Standard output.</summary>
    public string Output => Result.StandardOutput;

    /// <summary>The first lines of its message, without the prefix of virsh.</summary>
    public string Message => Tidy(CommandText.WithoutNoise(Result.StandardError), Result.ExitCode);

    /// <summary>Returns the output.</summary>
    /// <exception cref="DrException">The call failed.</exception>
    public string Require(string code, string what) => Succeeded ? Output : throw ToException(code, what);

    /// <summary>The error, with class and advice according to its message.</summary>
    /// <param name="code">The code to use if the message does not determine one.</param>
    /// <param name="what">What failed, as the beginning of a sentence.</param>
    public DrException ToException(string code, string what)
    {
        if (Problem == VirshProblem.Crashed)
        {
            Error crash = CommandText.Crash(Result.ExitCode, Host, Command.ToString());
            return new DrException(crash with { Message = $"{what}: {crash.Message}" });
        }

        (string Code, ErrorClass Class, string? Advice) kind = Problem switch
        {
            VirshProblem.DaemonUnavailable => (
                ErrorCodes.HypervisorUnavailable,
                ErrorClass.Transient,
                "Start libvirtd (or virtqemud) on the host, and check that the login may use it."),
            VirshProblem.DomainBusy => (
                ErrorCodes.VmBusy,
                ErrorClass.Transient,
                "Another operation uses the VM (a migration, a backup): it is tried again when that has ended."),
            VirshProblem.JobActive => (
                ErrorCodes.VmBusy,
                ErrorClass.Transient,
                "Another block job works on the disk (`virsh blockjob`): it is tried again when that has ended."),
            VirshProblem.ImagesInactive => (
                ErrorCodes.VmBusy,
                ErrorClass.Transient,
                "The VM arrived by migration while it was paused: it can be merged once it was resumed (`virsh resume`)."),
            VirshProblem.DomainNotFound or VirshProblem.DomainNotRunning =>
                (ErrorCodes.VmNotRunning, ErrorClass.Permanent, "The VM was stopped, or left the host, after it was listed."),
            VirshProblem.AccessDenied => (
                ErrorCodes.HypervisorDenied,
                ErrorClass.NeedsPerson,
                "Permit the login to use libvirt: usermod -a -G libvirt USER (or a polkit rule for org.libvirt.unix.manage), or use root."),
            VirshProblem.StorageLost => (
                ErrorCodes.StorageLost,
                ErrorClass.Transient,
                "Check that the volume is mounted and its bricks run: `gluster volume status`. A dead mount (ENOTCONN) is replaced with "
                    + "`umount -l MOUNT` and `mount MOUNT`; VMs that were paused by it are resumed with `virsh resume`."),
            VirshProblem.ImageLocked => (
                ErrorCodes.VmBusy,
                ErrorClass.Transient,
                "Another process has the image open (a VM on another host, a backup, qemu-nbd). Find it on each host: `fuser -v IMAGE`."),
            VirshProblem.ImageDenied => (
                code,
                ErrorClass.NeedsPerson,
                "QEMU may not open the image: check its owner and permissions, the volume's storage.owner-uid and storage.owner-gid, and SELinux (`setsebool -P virt_use_fusefs on`)."),
            VirshProblem.BackingFormatMissing => (
                ErrorCodes.ChainUnexpected,
                ErrorClass.NeedsPerson,
                "Shut the VM down and record the format of the image below: `qemu-img rebase -u -b BACKING -F FORMAT IMAGE`."),
            VirshProblem.Bitmap => (
                code,
                ErrorClass.NeedsPerson,
                "A backup product's checkpoint or bitmap prevents it: `virsh checkpoint-list VM`. End its backup, or delete the checkpoint with that product."),
            VirshProblem.NoSpace => (ErrorCodes.NoSpaceForOverlays, ErrorClass.Permanent, "Free space on the volume."),
            VirshProblem.Unsupported => (code, ErrorClass.Permanent, null),
            _ => (code, code == ErrorCodes.MergeFailed ? ErrorClass.Transient : ErrorClass.Permanent, null),
        };
        return new DrException(new Error(kind.Code, kind.Class, $"{what}: {Message}", Host, Command.ToString(), kind.Advice));
    }

    private static string Tidy(string error, int exitCode)
    {
        IEnumerable<string> lines = error
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(l => l.StartsWith("error: ", StringComparison.Ordinal) ? l["error: ".Length..] : l)
            .Take(3);
        string text = string.Join("; ", lines);
        return text.Length > 0 ? text : $"exit code {exitCode} without a message";
    }
}
