using System.Globalization;
using GlusterDr.Errors;
using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Hypervisors.Libvirt.Snapshots;
using GlusterDr.Remote;
using GlusterDr.Sites;

namespace GlusterDr.Hypervisors.Libvirt.Virsh;

/// <summary>The virsh commands that GlusterDr uses, on one host.</summary>
/// <remarks>
/// A call is one command as an argument list. Several commands in one call use virsh's <c>a; b</c> text, which is built from UUIDs and
/// constants only: no external text becomes part of it.
/// </remarks>
public sealed class VirshClient(RemoteHost host, string uri, IRemoteRunner runner)
{
    /// <summary>The state of a domain on a host.</summary>
    /// <param name="Live">The live state; shut off: the same as <paramref name="Defined"/>.</param>
    /// <param name="Defined">The persistent definition, which the next start uses.</param>
    public sealed record DomainState(Domain Live, Domain Defined);

    /// <summary>The images that a running domain uses, as reported by <c>virsh domstats</c>.</summary>
    /// <param name="Name">The domain's name.</param>
    /// <param name="Running">True: it runs. False: it is paused, crashed, or being migrated to this host.</param>
    /// <param name="Images">Every image that it has open, with its allocated bytes; 0: unknown.</param>
    public sealed record DomainUse(string Name, bool Running, IReadOnlyDictionary<string, long> Images);

    private const int DomainsPerCall = 100;

    // virsh opens /dev/stdin by name. That fails for the socket that sshd gives a command, but works for a pipe.
    private const string CatScript = "cat | \"$@\"";
    private static readonly TimeSpan ShortBound = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ListBound = TimeSpan.FromMinutes(2);

    /// <summary>Lists the ids of all domains of the host, or only of those that run or are paused.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(bool all, CancellationToken cancellation)
    {
        string[] words = all ? ["list", "--uuid", "--all"] : ["list", "--uuid"];
        VirshOutcome outcome = await RunAsync(words, ListBound, cancellation);
        string output = outcome.Require(ErrorCodes.HypervisorUnavailable, "The VMs of a host could not be listed");
        return [.. output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
    }

    /// <summary>Reads domains by id, live or as defined. Domains that disappear meanwhile are left out.</summary>
    public async Task<string> DumpAsync(IReadOnlyList<string> uuids, bool inactive, CancellationToken cancellation)
    {
        string suffix = inactive ? " --inactive" : "";
        IEnumerable<Task<string>> calls = uuids
            .Select(u => $"dumpxml {Uuid(u)}{suffix}").Chunk(DomainsPerCall).Select(c => BatchAsync(c, cancellation));
        return string.Concat(await Task.WhenAll(calls));
    }

    /// <summary>Dumps a domain as it runs, then as it is defined; empty: this host does not have it.</summary>
    public Task<string> DumpLiveAndDefinedAsync(string uuid, CancellationToken cancellation) =>
        BatchAsync([$"dumpxml {Uuid(uuid)}", $"dumpxml {Uuid(uuid)} --inactive"], cancellation);

    /// <summary>A storage pool's XML.</summary>
    public Task<VirshOutcome> PoolAsync(string pool, CancellationToken cancellation) =>
        RunAsync(["pool-dumpxml", "--pool", pool], ShortBound, cancellation);

    /// <summary>Replaces one device in a domain's definition. The domain need not run.</summary>
    public async Task<VirshOutcome> DefineDeviceAsync(string uuid, string device, CancellationToken cancellation)
    {
        string[] words = ["sh", "-c", CatScript, "sh", .. Virsh(["update-device", Uuid(uuid), "/dev/stdin", "--config"])];
        RemoteCommand command = new(words, ShortBound) { StandardInput = device };
        return new VirshOutcome(host.Name, command, await runner.RunAsync(host, command, cancellation));
    }

    /// <summary>Reads the state and the images in use of all running domains.</summary>
    public async Task<IReadOnlyList<DomainUse>> ReadImagesInUseAsync(CancellationToken cancellation)
    {
        // --nowait: for a domain that is blocked by a job only the statistics are missing, and the command does not wait.
        string[] words = ["domstats", "--state", "--block", "--backing", "--list-active", "--nowait"];
        VirshOutcome outcome = await RunAsync(words, ListBound, cancellation);
        return DomainStats.Read(outcome.Require(ErrorCodes.HypervisorUnavailable, "The images that a host's VMs use could not be read"));
    }

    /// <summary>Pings the guest agent.</summary>
    public Task<VirshOutcome> PingGuestAsync(string uuid, CancellationToken cancellation) => RunAsync(
        ["qemu-agent-command", Uuid(uuid), """{"execute":"guest-ping"}""", "--timeout", "5"], TimeSpan.FromSeconds(15), cancellation);

    /// <summary>Sets the timeout for answers of the guest agent; null: libvirt's default, which is to wait without limit.</summary>
    public Task<VirshOutcome> LimitGuestAsync(string uuid, TimeSpan? bound, CancellationToken cancellation)
    {
        int seconds = bound is { } limit ? Math.Max(1, (int)limit.TotalSeconds) : -2;
        return RunAsync(["guest-agent-timeout", Uuid(uuid), "--timeout", $"{seconds}"], TimeSpan.FromSeconds(15), cancellation);
    }

    /// <summary>Thaws the guest's file systems.</summary>
    public Task<VirshOutcome> ThawAsync(string uuid, CancellationToken cancellation) =>
        RunAsync(["domfsthaw", Uuid(uuid)], TimeSpan.FromSeconds(30), cancellation);

    /// <summary>Creates overlays for several disks atomically, without metadata in libvirt.</summary>
    /// <param name="uuid">The domain.</param>
    /// <param name="name">The snapshot.</param>
    /// <param name="overlays">The targets, with the path of the overlay; null: no snapshot of this disk.</param>
    /// <param name="quiesce">Freeze the guest's file systems.</param>
    /// <param name="bound">Bound on the command.</param>
    /// <param name="cancellation">Ends the wait for the command.</param>
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
            // In a diskspec the comma is the separator; a literal comma is doubled.
            string spec = overlay is null ? "snapshot=no" : $"snapshot=external,file={overlay.Replace(",", ",,", StringComparison.Ordinal)}";
            words.AddRange(["--diskspec", $"{target},{spec}"]);
        }

        return RunAsync(words, bound, cancellation);
    }

    /// <summary>Takes an internal snapshot with memory.</summary>
    public Task<VirshOutcome> SnapshotInsideAsync(string uuid, string name, TimeSpan bound, CancellationToken cancellation) =>
        RunAsync(["snapshot-create-as", Uuid(uuid), name], bound, cancellation);

    /// <summary>Deletes an internal snapshot.</summary>
    public Task<VirshOutcome> DropSnapshotAsync(string uuid, string name, TimeSpan bound, CancellationToken cancellation) =>
        RunAsync(["snapshot-delete", Uuid(uuid), name], bound, cancellation);

    /// <summary>Lists the names of the snapshots in libvirt, by domain.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> SnapshotsAsync(
        IReadOnlyList<string> uuids, CancellationToken cancellation)
    {
        IEnumerable<string> commands = uuids.SelectMany(u => new[] { $"echo {Uuid(u)}", $"snapshot-list {Uuid(u)} --name" });
        return SnapshotNames.Read(uuids, await BatchAsync(commands, cancellation));
    }

    /// <summary>Starts to commit the active image into the one below it, and returns at once.</summary>
    public Task<VirshOutcome> StartCommitAsync(
        string uuid, string target, string basePath, string overlay, CancellationToken cancellation) =>
        RunAsync(["blockcommit", Uuid(uuid), target, "--active", "--base", basePath, "--top", overlay], ShortBound, cancellation);

    /// <summary>Pivots a disk to the target image of its job.</summary>
    public Task<VirshOutcome> PivotAsync(string uuid, string target, CancellationToken cancellation) =>
        RunAsync(["blockjob", Uuid(uuid), target, "--pivot"], TimeSpan.FromMinutes(2), cancellation);

    /// <summary>Reads the progress of the job on a disk, 0 to 100; null: no job.</summary>
    public async Task<double?> JobPercentAsync(string uuid, string target, CancellationToken cancellation)
    {
        VirshOutcome outcome = await RunAsync(["blockjob", Uuid(uuid), target, "--raw"], ShortBound, cancellation);
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

    // virsh continues after a failed command, and its exit code is that of the last one. The only accepted error is that a domain no
    // longer exists. The messages of virsh begin with "error:"; other lines on standard error are ignored.
    private async Task<string> BatchAsync(IEnumerable<string> commands, CancellationToken cancellation)
    {
        VirshOutcome outcome = await RunAsync([string.Join("; ", commands)], ListBound, cancellation);
        string[] errors = [.. outcome.Result.StandardError
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(l => l.StartsWith("error:", StringComparison.Ordinal))];
        bool vanished = outcome.Problem != VirshProblem.Crashed && Array.TrueForAll(errors, e => VirshMessages.Read(e) == VirshProblem.DomainNotFound);
        return vanished && (outcome.Succeeded || errors.Length > 0)
            ? outcome.Output
            : throw outcome.ToException(ErrorCodes.HypervisorUnavailable, "libvirt's list of VMs could not be read");
    }

    private string[] Virsh(IReadOnlyList<string> words) => ["virsh", "-q", "-c", uri, .. words];

    private async Task<VirshOutcome> RunAsync(IReadOnlyList<string> words, TimeSpan bound, CancellationToken cancellation)
    {
        RemoteCommand command = new(Virsh(words), bound);
        return new VirshOutcome(host.Name, command, await runner.RunAsync(host, command, cancellation));
    }
}
