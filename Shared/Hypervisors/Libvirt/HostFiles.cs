using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GlusterDr.Errors;
using GlusterDr.Remote;
using GlusterDr.Sites;

namespace GlusterDr.Hypervisors.Libvirt;

/// <summary>Reads files and mounts of a KVM host, and removes overlays.</summary>
public sealed class HostFiles(RemoteHost host, IRemoteRunner runner)
{
    private const int FilesPerWrite = 200;

    // The scripts are constant: values are passed as arguments and on standard input.
    private const string SumsScript = """cd -- "$1" 2>/dev/null || exit 0; find . -maxdepth 1 -name '*.xml' -exec sha256sum -- {} +""";

    private const string WriteScript = """
        set -eu
        umask 077
        mkdir -p -- "$1"
        cd -- "$1"
        while read -r name data; do
          printf %s "$data" | base64 -d > ".$name.new"
          mv -f -- ".$name.new" "$name"
        done
        """;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    /// <summary>Reads all mounts of the host, as JSON.</summary>
    public async Task<string> MountsAsync(CancellationToken cancellation)
    {
        string[] command = ["findmnt", "-J", "-l", "-v", "-o", "TARGET,SOURCE,FSTYPE,FSROOT"];
        RemoteResult result = await RunAsync(command, cancellation);

        // Something is always mounted. Empty output is an error: taken literally, it would hide every VM.
        return result.ExitCode == 0 && !string.IsNullOrWhiteSpace(result.StandardOutput)
            ? result.StandardOutput
            : throw Failed("The mounts of a host could not be read", result, command);
    }

    /// <summary>Resolves symbolic links in absolute paths.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ResolveAsync(IReadOnlyCollection<string> paths, CancellationToken cancellation)
    {
        string[] absolute = [.. paths.Where(p => p.StartsWith('/')).Distinct(StringComparer.Ordinal)];
        if (absolute.Length == 0)
        {
            return new Dictionary<string, string>();
        }

        // -m prints an entry for every path, whether it exists or not, so that paths and results have the same order.
        RemoteResult result = await RunAsync(["realpath", "-z", "-m", "--", .. absolute], cancellation);
        string[] real = result.StandardOutput.Split('\0');
        if (result.ExitCode != 0 || real.Length != absolute.Length + 1)
        {
            throw Failed("The real paths of disks could not be read", result, ["realpath", "-z", "-m", "--", .. absolute]);
        }

        return absolute.Zip(real).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
    }

    /// <summary>Removes exactly these files. A missing file is not an error.</summary>
    public async Task RemoveAsync(IReadOnlyCollection<string> paths, CancellationToken cancellation)
    {
        string[] command = ["rm", "-f", "--", .. paths];
        RemoteResult result = await RunAsync(command, cancellation);
        if (result.ExitCode != 0)
        {
            throw Failed("Overlay files could not be removed", result, command);
        }
    }

    /// <summary>Reads the free bytes of the file system that contains a path.</summary>
    public async Task<long> FreeBytesAsync(string path, CancellationToken cancellation)
    {
        string[] command = ["df", "-B1", "--output=avail", "--", path];
        RemoteResult result = await RunAsync(command, cancellation);
        string last = result.StandardOutput.Trim().Split('\n')[^1].Trim();
        return result.ExitCode == 0 && long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out long bytes)
            ? bytes
            : throw Failed("The free space of the volume could not be read", result, command);
    }

    /// <summary>Finds files in these folders that are named like the overlay of a run, with their sizes.</summary>
    public async Task<IReadOnlyList<(string Path, long Bytes)>> FindOverlaysAsync(
        IReadOnlyCollection<string> folders, CancellationToken cancellation)
    {
        string[] command = ["find", "-H", .. folders, "-maxdepth", "1", "-type", "f", "-name", "*.sync-*", "-printf", "%s %p\\0"];
        RemoteResult result = await RunAsync(command, cancellation);
        return result.ExitCode == 0
            ? [.. result.StandardOutput
                .Split('\0', StringSplitOptions.RemoveEmptyEntries)
                .Select(l => l.Split(' ', 2))
                .Select(p => (p[1], long.Parse(p[0])))]
            : throw Failed("The search for overlay files failed", result, command);
    }

    /// <summary>Writes the files of a folder whose content has changed. Each file is replaced atomically.</summary>
    /// <param name="folder">The folder. It is created if missing, readable by its owner only.</param>
    /// <param name="files">Content by plain file name.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>The number of files written.</returns>
    public async Task<int> WriteChangedAsync(string folder, IReadOnlyDictionary<string, string> files, CancellationToken cancellation)
    {
        RemoteResult sums = await RunAsync(["sh", "-c", SumsScript, "sums", folder], cancellation);
        HashSet<string> present = [.. sums.StandardOutput.Split('\n')];
        string[] changed = [.. files.Keys.Where(n => !present.Contains($"{Sum(files[n])}  ./{n}")).Order(StringComparer.Ordinal)];
        foreach (string[] chunk in changed.Chunk(FilesPerWrite))
        {
            string lines = string.Concat(chunk.Select(n => $"{n} {Convert.ToBase64String(Encoding.UTF8.GetBytes(files[n]))}\n"));
            string[] command = ["sh", "-c", WriteScript, "write", folder];
            RemoteResult result = await runner.RunAsync(host, new RemoteCommand(command, Bound) { StandardInput = lines }, cancellation);
            if (result.ExitCode != 0)
            {
                throw Failed("VM definitions could not be written", result, ["write", folder]);
            }
        }

        return changed.Length;
    }

    private static string Sum(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    private Task<RemoteResult> RunAsync(IReadOnlyList<string> command, CancellationToken cancellation) =>
        runner.RunAsync(host, new RemoteCommand(command, Bound), cancellation);

    private DrException Failed(string what, RemoteResult result, IReadOnlyList<string> command) => new(new Error(
        CommandText.SignalOf(result.ExitCode) is null ? ErrorCodes.CommandFailed : ErrorCodes.CommandCrashed,
        ErrorClass.Transient,
        $"{what}: {CommandText.WithoutNoise(result.StandardError)} (exit code {result.ExitCode})",
        host.Name,
        PosixShell.Quote(command)));
}
