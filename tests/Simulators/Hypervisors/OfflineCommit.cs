using GlusterDr.Remote;

namespace GlusterDr.Simulators;

/// <summary>
/// The shell script that commits an overlay of a machine that is shut off, and writes a file beside it: the overlay's size and
/// modification time before the commit.
/// </summary>
internal static class OfflineCommit
{
    private const string Core = "qemu-img commit -q -f qcow2 -d -- \"$1\"";

    public static bool IsScript(string script) => script.Contains(Core, StringComparison.Ordinal);

    public static RemoteResult Locked(string path) => new(
        1, "", $"qemu-img: Could not open '{path}': Failed to get \"write\" lock\nIs another process using the image [{path}]?\n");

    public static RemoteResult Run(SimulatedNode node, string overlay, string mark)
    {
        if (HostFile.Find(node, overlay) is not { } top)
        {
            return new RemoteResult(1, "", $"stat: cannot statx '{overlay}': No such file or directory\n");
        }

        string state = $"{top.File.ContentAt(node.Site.World.Now).Size} {top.File.ContentAt(node.Site.World.Now).JournalTo}\n";
        if (HostFile.Find(node, mark)?.File.ContentAt(node.Site.World.Now).Text == state)
        {
            return new RemoteResult(0, "", "");
        }

        if (Commit(node, top) is { } failure)
        {
            return failure;
        }

        top.Volume.Write(HostFile.Relative(top.Volume, mark), FileContent.OfText(state));
        return new RemoteResult(0, "", "");
    }

    private static RemoteResult? Commit(SimulatedNode node, HostFile top)
    {
        SimulatedWorld world = node.Site.World;
        SimulatedDisk? disk = world.Machines.All.SelectMany(m => m.Disks)
            .FirstOrDefault(d => d.Volume == top.Volume && (d.Layers.Contains(top.File.Path) || d.Defined == top.File.Path));
        if (disk is { Machine.State: not MachineState.ShutOff })
        {
            return Locked(top.Path);
        }

        if (disk?.Machine.MergeError is { } error)
        {
            return new RemoteResult(1, "", $"qemu-img: {error}\n");
        }

        if (top.File.BackingFile is not { } backing || HostFile.Find(node, backing) is not { } bottom)
        {
            return new RemoteResult(1, "", $"qemu-img: Image does not have a backing file\n");
        }

        if (disk is null)
        {
            world.Violate($"{top.Path} is committed, which no machine has in a chain");
        }

        disk?.CommitOffline(top.File.Path, bottom.File.Path);
        return null;
    }
}
