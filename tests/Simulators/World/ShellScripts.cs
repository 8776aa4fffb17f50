using System.Security.Cryptography;
using System.Text;
using GlusterDr.Remote;

namespace GlusterDr.Simulators;

/// <summary>The shell scripts that are sent to KVM hosts. They are recognised by their content, and not run.</summary>
internal static class ShellScripts
{
    private const string Pipe = "cat | \"$@\"";

    /// <summary>The command for which a shell only provides a pipe as input. Null: the script is not of that kind.</summary>
    public static IReadOnlyList<string>? Piped(IReadOnlyList<string> arguments) =>
        arguments is ["sh", "-c", Pipe, "sh", _, ..] ? [.. arguments.Skip(4)] : null;

    public static RemoteResult Run(SimulatedNode node, CommandCall call, string[] words) => words switch
    {
        ["-c", string script, _, string folder] when script.Contains("sha256sum", StringComparison.Ordinal) => Sums(node, folder),
        ["-c", string script, _, string folder] when script.Contains("base64 -d", StringComparison.Ordinal) => Write(node, call, folder),
        ["-c", string script, "commit", string overlay, string mark] when OfflineCommit.IsScript(script) => OfflineCommit.Run(node, overlay, mark),
        ["-c", string script, "images", .. string[] paths] when script.Contains("qemu-img info --force-share --backing-chain --output=json", StringComparison.Ordinal) => Images(node, call, paths),
        _ => HostTools.Unexpected(node, call),
    };

    private static RemoteResult Images(SimulatedNode node, CommandCall call, string[] paths)
    {
        IEnumerable<string> answers = paths.Select(p => QemuImg.Run(node, call with
        {
            Command = call.Command with { Arguments = ["qemu-img", "info", "--force-share", "--backing-chain", "--output=json", "--", p] },
        }).StandardOutput + '\0');
        return new RemoteResult(0, string.Concat(answers), "");
    }

    private static RemoteResult Sums(SimulatedNode node, string folder)
    {
        if (HostFile.VolumeOf(node, folder + "/") is not { } volume)
        {
            return new RemoteResult(0, "", "");
        }

        string prefix = HostFile.Relative(volume, folder) + "/";
        IEnumerable<string> lines = volume.Live.Values
            .Where(f => f.Path.StartsWith(prefix, StringComparison.Ordinal) && f.Path.EndsWith(".xml", StringComparison.Ordinal))
            .Select(f => $"{Sum(f.ContentAt(node.Site.World.Now).Text ?? "")}  ./{f.Path[prefix.Length..]}\n");
        return new RemoteResult(0, string.Concat(lines), "");
    }

    private static RemoteResult Write(SimulatedNode node, CommandCall call, string folder)
    {
        if (HostFile.VolumeOf(node, folder + "/") is not { } volume)
        {
            return new RemoteResult(1, "", $"mkdir: cannot create directory '{folder}': Permission denied\n");
        }

        foreach (string line in call.Command.StandardInput.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = line.Split(' ', 2);
            string text = Encoding.UTF8.GetString(Convert.FromBase64String(parts[1]));
            volume.Write($"{HostFile.Relative(volume, folder)}/{parts[0]}", FileContent.OfText(text));
        }

        return new RemoteResult(0, "", "");
    }

    private static string Sum(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
