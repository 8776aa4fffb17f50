using System.Text.Json;
using GlusterDr.Errors;
using GlusterDr.Remote;

namespace GlusterDr.Hypervisors.Libvirt;

/// <summary>Asks <c>qemu-img</c> on a KVM host about image files.</summary>
public sealed class QemuImgClient(RemoteHost host, IRemoteRunner runner)
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    /// <summary>An image and everything below it, the image first. Works while a VM has it open.</summary>
    public async Task<IReadOnlyList<ImageInfo>> ChainAsync(string path, CancellationToken cancellation)
    {
        RemoteCommand command = new(["qemu-img", "info", "--force-share", "--backing-chain", "--output=json", "--", path], Bound);
        RemoteResult result = await runner.RunAsync(host, command, cancellation);
        return result.ExitCode == 0
            ? Read(result.StandardOutput)
            : throw Failed(command, result, ErrorCodes.ChainUnexpected, ErrorClass.Transient, "The chain of an image could not be read");
    }

    /// <summary>Commits an overlay into the image below it, while no VM has them open: image locks see to that.</summary>
    public async Task CommitAsync(string overlay, string basePath, TimeSpan bound, CancellationToken cancellation)
    {
        // -d: the overlay is not emptied, so that a commit that was cut off can be done again from the start.
        RemoteCommand command = new(["qemu-img", "commit", "-q", "-f", "qcow2", "-d", "-b", basePath, "--", overlay], bound);
        RemoteResult result = await runner.RunAsync(host, command, cancellation);
        if (result.ExitCode != 0)
        {
            throw Failed(command, result, ErrorCodes.MergeFailed, ErrorClass.Transient, "An overlay could not be committed");
        }
    }

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
                new Error(ErrorCodes.OutputUnreadable, ErrorClass.Permanent, $"qemu-img printed what is no chain: {e.Message}", host.Name), e);
        }
    }

    private static ImageInfo Image(JsonElement image) => new(
        image.GetProperty("filename").GetString() ?? "",
        image.GetProperty("format").GetString() ?? "",
        image.TryGetProperty("full-backing-filename", out JsonElement below) ? below.GetString() : null,
        image.TryGetProperty("actual-size", out JsonElement size) ? size.GetInt64() : 0,
        image.TryGetProperty("snapshots", out JsonElement snapshots)
            ? [.. snapshots.EnumerateArray().Select(s => s.GetProperty("name").GetString() ?? "")]
            : []);

    private DrException Failed(RemoteCommand command, RemoteResult result, string code, ErrorClass kind, string what) => new(new Error(
        code, kind, $"{what}: {result.StandardError.Trim()} (exit code {result.ExitCode})", host.Name, command.ToString()));
}
