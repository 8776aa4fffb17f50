using System.Text;
using GlusterDr.Errors;
using GlusterDr.Remote;

namespace GlusterDr.Simulators;

/// <summary>Small programs of a host.</summary>
internal static class HostTools
{
    public static RemoteResult Run(SimulatedNode node, CommandCall call)
    {
        string[] words = [.. call.Arguments.Skip(1)];
        return Path.GetFileName(call.Arguments[0]) switch
        {
            "findmnt" => Mounts(node, call, words),
            "realpath" => RealPaths(node, call, words),
            "rm" => Remove(node, call, words),
            "find" => FindOverlays(node, call, words),
            "df" => Free(node, call, words),
            "date" => Date(node, call, words),
            "sh" => ShellScripts.Run(node, call, words),
            "tail" => LogFiles.Run(node, call, words),
            _ => Unknown(node, call),
        };
    }

    public static RemoteResult Unexpected(SimulatedNode node, CommandCall call)
    {
        node.Site.World.Unexpected(call, "no such use of this program is simulated");
        return new RemoteResult(1, "", $"{call.Arguments[0]}: invalid use\n");
    }

    private static RemoteResult Unknown(SimulatedNode node, CommandCall call)
    {
        node.Site.World.Unexpected(call, "no such program is simulated");
        throw new DrException(RemoteFailures.Missing(node.Name, call.Command));
    }

    private static RemoteResult Mounts(SimulatedNode node, CommandCall call, string[] words)
    {
        if (words is not ["-J", "-l", "-v", "-o", "TARGET,SOURCE,FSTYPE,FSROOT"])
        {
            return Unexpected(node, call);
        }

        IEnumerable<string> mounted = node.Hypervisor is null
            ? []
            : node.Site.Volumes.Where(v => !node.Hypervisor.Unmounted.Contains(v.Name))
                .Select(v => Mount(v.MountPath, $"{node.Site.Pool[0].Name}:/{v.Name}", "fuse.glusterfs"));
        string entries = string.Join(',', mounted.Prepend(Mount("/", "/dev/vda1", "ext4")));
        return new RemoteResult(0, $"{{\n   \"filesystems\": [\n      {entries}\n   ]\n}}\n", "");
    }

    private static string Mount(string target, string source, string type) => $$"""
        {
                 "target": "{{target}}",
                 "source": "{{source}}",
                 "fstype": "{{type}}",
                 "fsroot": "/"
              }
        """;

    private static RemoteResult RealPaths(SimulatedNode node, CommandCall call, string[] words) =>
        words is ["-z", "-m", "--", .. string[] paths]
            ? new RemoteResult(0, string.Concat(paths.Select(p => Path.GetFullPath(p) + '\0')), "")
            : Unexpected(node, call);

    private static RemoteResult FindOverlays(SimulatedNode node, CommandCall call, string[] words)
    {
        if (words is not ["-H", .. string[] folders, "-maxdepth", "1", "-type", "f", "-name", "*.sync-*", "-printf", "%s %p\\0"])
        {
            return Unexpected(node, call);
        }

        IEnumerable<string> found =
            from folder in folders
            let volume = HostFile.VolumeOf(node, folder + "/")
            where volume is not null
            from file in volume.Files.Values
            let path = $"{volume.MountPath}/{file.Path}"
            where Path.GetDirectoryName(path) == folder && Path.GetFileName(path).Contains(".sync-", StringComparison.Ordinal)
            select $"{file.ContentAt(node.Clock).Allocated} {path}\0";
        return new RemoteResult(0, string.Concat(found), "");
    }

    // The product never removes an image that is in the chain of a machine.
    private static RemoteResult Remove(SimulatedNode node, CommandCall call, string[] words)
    {
        if (words is not ["-f", "--", .. string[] paths])
        {
            return Unexpected(node, call);
        }

        StringBuilder errors = new();
        foreach (string path in paths)
        {
            if (HostFile.VolumeOf(node, path) is not { } volume)
            {
                node.Site.World.Violate($"{call}: removes what is on no volume");
                continue;
            }

            string relative = HostFile.Relative(volume, path);
            Deletions.Check(volume, relative, call.ToString());
            if (volume.Options["features.read-only"] == "on")
            {
                errors.Append($"rm: cannot remove '{path}': Read-only file system\n");
            }
            else
            {
                volume.Delete(relative);
            }
        }

        return new RemoteResult(errors.Length == 0 ? 0 : 1, "", errors.ToString());
    }

    private static RemoteResult Free(SimulatedNode node, CommandCall call, string[] words)
    {
        if (words is not ["-B1", "--output=avail", "--", string path])
        {
            return Unexpected(node, call);
        }

        return HostFile.VolumeOf(node, path + "/") is { } volume
            ? new RemoteResult(0, $"      Avail\n{volume.Free}\n", "")
            : new RemoteResult(1, "", $"df: {path}: No such file or directory\n");
    }

    private static RemoteResult Date(SimulatedNode node, CommandCall call, string[] words)
    {
        TimeSpan epoch = node.Clock - DateTimeOffset.UnixEpoch;
        return words switch
        {
            ["+%s.%N"] or ["-u", "+%s.%N"] => new RemoteResult(0, $"{epoch.Ticks / TimeSpan.TicksPerSecond}.{epoch.Ticks % TimeSpan.TicksPerSecond:D7}00\n", ""),
            ["+%s"] => new RemoteResult(0, $"{epoch.Ticks / TimeSpan.TicksPerSecond}\n", ""),
            _ => Unexpected(node, call),
        };
    }
}
