using GlusterDr.Errors;
using GlusterDr.Remote;

namespace GlusterDr.Hypervisors.Libvirt;

/// <summary>What one call of virsh came to.</summary>
/// <param name="Host">The host it ran on.</param>
/// <param name="Command">What was run.</param>
/// <param name="Result">What it left.</param>
public sealed record VirshOutcome(string Host, RemoteCommand Command, RemoteResult Result)
{
    // libvirt gives its messages no codes on the command line. The first match counts, so the narrow ones stand first.
    private static readonly (string Text, VirshProblem Problem)[] Messages =
    [
        ("failed to get domain", VirshProblem.DomainNotFound),
        ("Domain not found", VirshProblem.DomainNotFound),
        ("no domain with matching", VirshProblem.DomainNotFound),
        ("failed to get pool", VirshProblem.PoolNotFound),
        ("failed to connect to the hypervisor", VirshProblem.DaemonUnavailable),
        ("Failed to connect socket", VirshProblem.DaemonUnavailable),
        ("Disconnected from", VirshProblem.DaemonUnavailable),
        ("End of file while reading data", VirshProblem.DaemonUnavailable),
        ("client socket is closed", VirshProblem.DaemonUnavailable),
        ("cannot acquire state change lock", VirshProblem.DomainBusy),
        ("domain is being migrated", VirshProblem.DomainBusy),
        ("another migration job is already running", VirshProblem.DomainBusy),
        ("not ready for pivot yet", VirshProblem.JobNotReady),
        ("does not have an active block job", VirshProblem.JobMissing),
        ("already in active block job", VirshProblem.JobActive),
        ("already exists and is not a block device", VirshProblem.FileExists),
        ("Domain snapshot not found", VirshProblem.SnapshotNotFound),
        ("no domain snapshot with matching name", VirshProblem.SnapshotNotFound),
        ("domain moment", VirshProblem.SnapshotExists),
        ("domain is not running", VirshProblem.DomainNotRunning),
        ("guest agent", VirshProblem.GuestAgent),
        ("QEMU agent", VirshProblem.GuestAgent),
        ("freeze", VirshProblem.GuestAgent),
        ("Block node is read-only", VirshProblem.ImagesInactive),
        ("No space left", VirshProblem.NoSpace),
        ("unsupported configuration", VirshProblem.Unsupported),
        ("Operation not supported", VirshProblem.Unsupported),
    ];

    /// <summary>What its message says.</summary>
    public VirshProblem Problem { get; } = Result.ExitCode == 0 ? VirshProblem.None : Read(Result.StandardError);

    /// <summary>Whether virsh claims success.</summary>
    public bool Succeeded => Result.ExitCode == 0;

    /// <summary>What it printed.</summary>
    public string Output => Result.StandardOutput;

    /// <summary>The first line of its message, without virsh's own prefix.</summary>
    public string Message => Tidy(Result.StandardError, Result.ExitCode);

    /// <summary>The output of a call that succeeded.</summary>
    /// <exception cref="DrException">It did not.</exception>
    public string Require(string code, string what) => Succeeded ? Output : throw ToException(code, what);

    /// <summary>The failure, with the class and advice that its message allows.</summary>
    /// <param name="code">The code where the message gives no better one.</param>
    /// <param name="what">What could not be done, as the beginning of a sentence.</param>
    public DrException ToException(string code, string what)
    {
        (string Code, ErrorClass Class, string? Advice) kind = Problem switch
        {
            VirshProblem.DaemonUnavailable => (
                ErrorCodes.HypervisorUnavailable,
                ErrorClass.Transient,
                "Start libvirtd (or virtqemud) on the host, and check that the login may use it."),
            VirshProblem.DomainBusy => (
                ErrorCodes.VmBusy,
                ErrorClass.Transient,
                "Another operation holds the VM (a migration, a backup): it is tried again when that has ended."),
            VirshProblem.JobActive => (
                ErrorCodes.VmBusy,
                ErrorClass.Transient,
                "Another block job works on the disk (`virsh blockjob`): it is tried again when that has ended."),
            VirshProblem.ImagesInactive => (
                ErrorCodes.VmBusy,
                ErrorClass.Transient,
                "The VM arrived by migration while it was paused: it can be merged once it was resumed (`virsh resume`)."),
            VirshProblem.DomainNotFound or VirshProblem.DomainNotRunning =>
                (ErrorCodes.VmNotRunning, ErrorClass.Permanent, "The VM was stopped or has left the host meanwhile."),
            VirshProblem.NoSpace => (ErrorCodes.NoSpaceForOverlays, ErrorClass.Permanent, "Free space on the volume."),
            VirshProblem.Unsupported => (code, ErrorClass.Permanent, null),
            _ => (code, code == ErrorCodes.MergeFailed ? ErrorClass.Transient : ErrorClass.Permanent, null),
        };
        return new DrException(new Error(kind.Code, kind.Class, $"{what}: {Message}", Host, Command.ToString(), kind.Advice));
    }

    /// <summary>What a message says.</summary>
    internal static VirshProblem Read(string error)
    {
        foreach ((string text, VirshProblem problem) in Messages)
        {
            if (error.Contains(text, StringComparison.OrdinalIgnoreCase))
            {
                return problem;
            }
        }

        return VirshProblem.Other;
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
