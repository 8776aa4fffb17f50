using System.Globalization;
using GlusterDr.Errors;
using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Hypervisors.Libvirt.Snapshots;
using GlusterDr.Remote;
using GlusterDr.Sites;

namespace GlusterDr.Hypervisors.Libvirt.Virsh;

/// <summary>The virsh commands that GlusterDr uses, on one host.</summary>
/// <remarks>
/// A call is one command as an argument list. Several commands in one call, as virsh's own <c>a; b</c> text, are made of
/// ids and fixed words only: what comes from outside never enters that text.
/// </remarks>
public sealed class VirshClient(RemoteHost host, string uri, IRemoteRunner runner)
{
    /// <summary>What a host says of a domain at one moment.</summary>
    /// <param name="Live">How it runs now; shut off: the same as <paramref name="Defined"/>.</param>
    /// <param name="Defined">What its next start would get.</param>
    public sealed record DomainLook(Domain Live, Domain Defined);

    /// <summary>What <c>virsh domstats</c> says of a running domain's images.</summary>
    /// <param name="Name">The domain's name.</param>
    /// <param name="Running">True: it runs; false: paused, crashed, arriving by migration.</param>
    /// <param name="Images">Every image that it has open, with the bytes it occupies; 0: unknown.</param>
    public sealed record DomainUse(string Name, bool Running, IReadOnlyDictionary<string, long> Images);

    private const int DomainsPerCall = 100;

    // virsh opens its input by name, and that fails on the socket that sshd gives a command; a pipe can be opened.
    private const string CatScript = "cat | \"$@\"";
    private static readonly TimeSpan LookBound = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ListBound = TimeSpan.FromMinutes(2);

    /// <summary>The ids of the domains that run or are paused, or of all that the host knows.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(bool all, CancellationToken cancellation)
    {
        string[] words = all ? ["list", "--uuid", "--all"] : ["list", "--uuid"];
        VirshOutcome outcome = await RunAsync(words, ListBound, cancellation);
        string output = outcome.Require(ErrorCodes.HypervisorUnavailable, "The VMs of a host could not be listed");
        return [.. output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
    }

    /// <summary>Domains by their ids, live or as defined; those that vanish meanwhile are left out.</summary>
    public async Task<string> DumpAsync(IReadOnlyList<string> uuids, bool inactive, CancellationToken cancellation)
    {
        string suffix = inactive ? " --inactive" : "";
        IEnumerable<Task<string>> calls = uuids
            .Select(u => $"dumpxml {Uuid(u)}{suffix}").Chunk(DomainsPerCall).Select(c => BatchAsync(c, cancellation));
        return string.Concat(await Task.WhenAll(calls));
    }

    /// <summary>A domain as it runs, then as it is defined; nothing: this host does not know it.</summary>
    public Task<string> LookAsync(string uuid, CancellationToken cancellation) =>
        BatchAsync([$"dumpxml {Uuid(uuid)}", $"dumpxml {Uuid(uuid)} --inactive"], cancellation);

    /// <summary>A storage pool's XML.</summary>
    public Task<VirshOutcome> PoolAsync(string pool, CancellationToken cancellation) =>
        RunAsync(["pool-dumpxml", "--pool", pool], LookBound, cancellation);

    /// <summary>Replaces one device of a domain's definition, which need not run.</summary>
    public async Task<VirshOutcome> DefineDeviceAsync(string uuid, string device, CancellationToken cancellation)
    {
        string[] words = ["sh", "-c", CatScript, "sh", .. Virsh(["update-device", Uuid(uuid), "/dev/stdin", "--config"])];
        RemoteCommand command = new(words, LookBound) { StandardInput = device };
        return new VirshOutcome(host.Name, command, await runner.RunAsync(host, command, cancellation));
    }

    /// <summary>State and images of all running domains.</summary>
    public async Task<IReadOnlyList<DomainUse>> UsesAsync(CancellationToken cancellation)
    {
        // --nowait: a domain that is stuck in a job costs its numbers, not the answer.
        string[] words = ["domstats", "--state", "--block", "--backing", "--list-active", "--nowait"];
        VirshOutcome outcome = await RunAsync(words, ListBound, cancellation);
        return DomainStats.Read(outcome.Require(ErrorCodes.HypervisorUnavailable, "The images that a host's VMs use could not be read"));
    }

    /// <summary>Asks the guest's agent for a sign of life.</summary>
    public Task<VirshOutcome> PingGuestAsync(string uuid, CancellationToken cancellation) => RunAsync(
        ["qemu-agent-command", Uuid(uuid), """{"execute":"guest-ping"}""", "--timeout", "5"], TimeSpan.FromSeconds(15), cancellation);

    /// <summary>Bounds every answer of the guest's agent; null: libvirt's default again, which is to wait for ever.</summary>
    public Task<VirshOutcome> LimitGuestAsync(string uuid, TimeSpan? bound, CancellationToken cancellation)
    {
        int seconds = bound is { } limit ? Math.Max(1, (int)limit.TotalSeconds) : -2;
        return RunAsync(["guest-agent-timeout", Uuid(uuid), "--timeout", $"{seconds}"], TimeSpan.FromSeconds(15), cancellation);
    }

    /// <summary>Thaws what a freeze may have left frozen.</summary>
    public Task<VirshOutcome> ThawAsync(string uuid, CancellationToken cancellation) =>
        RunAsync(["domfsthaw", Uuid(uuid)], TimeSpan.FromSeconds(30), cancellation);

    /// <summary>Puts overlays on disks, all at one moment, without a trace in libvirt's own list of snapshots.</summary>
    /// <param name="uuid">The domain.</param>
    /// <param name="name">The snapshot.</param>
    /// <param name="overlays">Targets with their overlay's path; null: the disk stays out.</param>
    /// <param name="quiesce">Freeze the guest's file systems.</param>
    /// <param name="bound">Bound on the command.</param>
    /// <param name="cancellation">Stops waiting for it.</param>
    public Task<VirshOutcome> SnapshotDisksAsync(
        string uuid,
        string name,
        IEnumerable<(string Target, string? Overlay)> overlays,
        bool quiesce,
        TimeSpan bound,
        CancellationToken cancellation)
    {
        List<string> words = ["snapshot-create-as", Uuid(uuid), name, "--disk-only", "--atomic", "--no-metadata"];
        if (quiesce)
        {
            words.Add("--quiesce");
        }

        foreach ((string target, string? overlay) in overlays)
        {
            // In a diskspec a comma is the separator, and doubled a comma.
            string spec = overlay is null ? "snapshot=no" : $"snapshot=external,file={overlay.Replace(",", ",,", StringComparison.Ordinal)}";
            words.AddRange(["--diskspec", $"{target},{spec}"]);
        }

        return RunAsync(words, bound, cancellation);
    }

    /// <summary>Takes a snapshot with memory inside the images.</summary>
    public Task<VirshOutcome> SnapshotInsideAsync(string uuid, string name, TimeSpan bound, CancellationToken cancellation) =>
        RunAsync(["snapshot-create-as", Uuid(uuid), name], bound, cancellation);

    /// <summary>Drops a snapshot inside the images.</summary>
    public Task<VirshOutcome> DropSnapshotAsync(string uuid, string name, TimeSpan bound, CancellationToken cancellation) =>
        RunAsync(["snapshot-delete", Uuid(uuid), name], bound, cancellation);

    /// <summary>Names of the snapshots that libvirt knows, by domain.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> SnapshotsAsync(
        IReadOnlyList<string> uuids, CancellationToken cancellation)
    {
        IEnumerable<string> commands = uuids.SelectMany(u => new[] { $"echo {Uuid(u)}", $"snapshot-list {Uuid(u)} --name" });
        return SnapshotNames.Read(uuids, await BatchAsync(commands, cancellation));
    }

    /// <summary>Starts to commit the active image into the one below it, and returns at once.</summary>
    public Task<VirshOutcome> StartCommitAsync(
        string uuid, string target, string basePath, string overlay, CancellationToken cancellation) =>
        RunAsync(["blockcommit", Uuid(uuid), target, "--active", "--base", basePath, "--top", overlay], LookBound, cancellation);

    /// <summary>Switches a disk over to the image that its job has filled.</summary>
    public Task<VirshOutcome> PivotAsync(string uuid, string target, CancellationToken cancellation) =>
        RunAsync(["blockjob", Uuid(uuid), target, "--pivot"], TimeSpan.FromMinutes(2), cancellation);

    /// <summary>How far the job on a disk is, 0 to 100; null: there is none.</summary>
    public async Task<double?> JobPercentAsync(string uuid, string target, CancellationToken cancellation)
    {
        VirshOutcome outcome = await RunAsync(["blockjob", Uuid(uuid), target, "--raw"], LookBound, cancellation);
        Dictionary<string, string> facts = outcome.Output.Split('\n')
            .Select(l => l.Split('=', 2))
            .Where(p => p.Length == 2)
            .ToDictionary(p => p[0].Trim(), p => p[1].Trim(), StringComparer.Ordinal);
        return Number("end") is { } end && Number("cur") is { } cur ? (end > 0 ? Math.Clamp(100.0 * cur / end, 0, 100) : 0) : null;

        double? Number(string name) =>
            double.TryParse(facts.GetValueOrDefault(name), NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                ? value
                : null;
    }

    private static string Uuid(string uuid) => Guid.TryParseExact(uuid, "D", out Guid id)
        ? id.ToString("D")
        : throw new DrException(new Error(ErrorCodes.NameInvalid, ErrorClass.Permanent, $"'{uuid}' is not the UUID of a VM."));

    // virsh goes on after a command that fails, and its exit code is the last one's: only what is missing for want of the
    // domain may be missing. Its own messages begin with "error:"; whatever else is on standard error is not about this.
    private async Task<string> BatchAsync(IEnumerable<string> commands, CancellationToken cancellation)
    {
        VirshOutcome outcome = await RunAsync([string.Join("; ", commands)], ListBound, cancellation);
        string[] errors = [.. outcome.Result.StandardError
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(l => l.StartsWith("error:", StringComparison.Ordinal))];
        bool vanished = outcome.Problem != VirshProblem.Crashed && Array.TrueForAll(errors, e => VirshMessages.Read(e) == VirshProblem.DomainNotFound);
        return vanished && (outcome.Succeeded || errors.Length > 0)
            ? outcome.Output
            : throw outcome.ToException(ErrorCodes.HypervisorUnavailable, "What libvirt knows of VMs could not be read");
    }

    private string[] Virsh(IReadOnlyList<string> words) => ["virsh", "-q", "-c", uri, .. words];

    private async Task<VirshOutcome> RunAsync(IReadOnlyList<string> words, TimeSpan bound, CancellationToken cancellation)
    {
        RemoteCommand command = new(Virsh(words), bound);
        return new VirshOutcome(host.Name, command, await runner.RunAsync(host, command, cancellation));
    }
}
