using System.Text.Json;
using GlusterDr.Errors;
using GlusterDr.Remote;
using GlusterDr.Sites;

namespace GlusterDr.Hypervisors.Libvirt.Virsh;

/// <summary>Runs <c>qemu-img</c> on a KVM host.</summary>
public sealed class QemuImgClient(RemoteHost host, IRemoteRunner runner)
{
    // A commit of gigabytes can outlast its caller. So it leaves a record with the size and time of the overlay before the commit: if
    // a VM writes to the overlay afterwards, they change. (-d: without it qemu-img empties the overlay at the end, and QEMU 7.2 was
    // observed to abort there on a Gluster mount.)
    private const string CommitScript = """
        set -eu
        now=$(stat -c '%s %y' -- "$1")
        [ "$(cat -- "$2" 2>/dev/null)" != "$now" ] || exit 0
        qemu-img commit -q -f qcow2 -d -- "$1"
        printf '%s\n' "$now" > "$2"
        """;

    // Prints one result per file, terminated by a NUL. The result of a file that cannot be read is empty.
    private const string ImagesScript = """
        for file do
          qemu-img info --force-share --backing-chain --output=json -- "$file" || :
          printf '\0'
        done
        """;

    private const int ImagesPerCall = 100;
    private static readonly TimeSpan ImagesBound = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    /// <summary>Reads an image and its backing chain, the image first. Works while a VM has it open.</summary>
    public async Task<IReadOnlyList<ImageInfo>> ChainAsync(string path, CancellationToken cancellation)
    {
        RemoteCommand command = new(["qemu-img", "info", "--force-share", "--backing-chain", "--output=json", "--", path], Bound);
        RemoteResult result = await runner.RunAsync(host, command, cancellation);
        return result.ExitCode == 0
            ? Read(result.StandardOutput)
            : throw Failed(command.ToString(), result, ErrorCodes.ChainUnexpected, "The chain of an image could not be read");
    }

    /// <summary>Reads the chains of many images in few commands; null for an image that cannot be read.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<ImageInfo>?>> ChainsAsync(
        IReadOnlyCollection<string> paths, CancellationToken cancellation)
    {
        (string[] Paths, string[] Answers)[] found = await Task.WhenAll(paths.Distinct(StringComparer.Ordinal).Chunk(ImagesPerCall).Select(async chunk =>
        {
            RemoteCommand command = new(["sh", "-c", ImagesScript, "images", .. chunk], ImagesBound);
            RemoteResult result = await runner.RunAsync(host, command, cancellation);
            string[] answers = result.StandardOutput.Split('\0');
            return result.ExitCode == 0 && answers.Length == chunk.Length + 1
                ? (chunk, answers)
                : throw Failed("qemu-img info", result, ErrorCodes.CommandFailed, "The images of VMs could not be read");
        }));
        return found.SelectMany(f => f.Paths.Zip(f.Answers)).ToDictionary(
            p => p.First, p => string.IsNullOrWhiteSpace(p.Second) ? null : (IReadOnlyList<ImageInfo>?)Read(p.Second), StringComparer.Ordinal);
    }

    /// <summary>Commits an overlay into the image below it, while no VM has them open. Returns at once if this has already been done.</summary>
    /// <returns>False: the images are locked, by a VM or by a commit in progress.</returns>
    public async Task<bool> CommitAsync(string overlay, TimeSpan bound, CancellationToken cancellation)
    {
        RemoteCommand command = new(["sh", "-c", CommitScript, "commit", overlay, CommitRecordOf(overlay)], bound);
        RemoteResult result = await runner.RunAsync(host, command, cancellation);
        bool done = result.ExitCode == 0;
        return done || IsLocked(result)
            ? done
            : throw Failed(
                $"qemu-img commit -d {PosixShell.Quote(overlay)}", result, ErrorCodes.MergeFailed, "An overlay could not be committed");
    }

    /// <summary>The file next to an overlay that records the state in which the overlay was committed.</summary>
    public static string CommitRecordOf(string overlay) => $"{overlay}.committed";

    // For example: Failed to get shared "write" lock.
    private static bool IsLocked(RemoteResult result) =>
        result.StandardError.Contains("Failed to get", StringComparison.Ordinal)
        && result.StandardError.Contains("lock", StringComparison.Ordinal);

    private List<ImageInfo> Read(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return [.. document.RootElement.EnumerateArray().Select(Image)];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new DrException(
                new Error(ErrorCodes.OutputUnreadable, ErrorClass.Permanent, $"qemu-img did not print an image chain: {e.Message}", host.Name), e);
        }
    }

    private static ImageInfo Image(JsonElement image) => new(
        image.GetProperty("filename").GetString() ?? "",
        image.GetProperty("format").GetString() ?? "",
        image.TryGetProperty("full-backing-filename", out JsonElement below) ? below.GetString() : null,
        image.TryGetProperty("actual-size", out JsonElement size) ? size.GetInt64() : 0,
        image.TryGetProperty("snapshots", out JsonElement snapshots)
            ? [.. snapshots.EnumerateArray().Select(s => s.GetProperty("name").GetString() ?? "")]
            : [])
    {
        DataFile = image.TryGetProperty("format-specific", out JsonElement specific)
            && specific.TryGetProperty("data", out JsonElement data)
            && data.TryGetProperty("data-file", out JsonElement file)
                ? Beside(image.GetProperty("filename").GetString() ?? "", file.GetString() ?? "")
                : null,
    };

    // The header of the image can contain a relative path.
    private static string Beside(string image, string file) => file.StartsWith('/') ? file : Path.Combine(Path.GetDirectoryName(image) ?? "", file);

    private DrException Failed(string tried, RemoteResult result, string code, string what) => new(new Error(
        CommandText.SignalOf(result.ExitCode) is null ? code : ErrorCodes.CommandCrashed, ErrorClass.Transient, $"{what}: {CommandText.WithoutNoise(result.StandardError)} (exit code {result.ExitCode})", host.Name, tried));
}
