namespace GlusterDr.Tests.Lab.Corruption;

/// <summary>A VM that is shut off, with sparse disks on the primary volume, beside the guest: one of 8 GiB, and smaller ones.</summary>
internal sealed class ColdVm : IAsyncDisposable
{
    public const string Name = "cold";
    public const int Disks = 4;

    // Each look at an image asks for each of its shards, there or not: more of this size would make a run last for minutes here.
    private const long Largest = 8L << 30;
    private const long Others = 256L << 20;
    private const int ShardsWithData = 6;
    private const string Mount = "/mnt/lab/gv1";

    private static readonly IEnumerable<int> s_disks = Enumerable.Range(0, Disks);

    public static string Image(int disk) => $"vms/{Name}{disk}.raw";

    /// <summary>Makes it, with data in random shards.</summary>
    public static async Task<ColdVm> MakeAsync(Random random)
    {
        ColdVm vm = new();
        await vm.DisposeAsync();
        foreach (int disk in s_disks)
        {
            long size = disk == 0 ? Largest : Others;
            HashSet<long> shards = [];
            while (shards.Count < ShardsWithData)
            {
                shards.Add(random.NextInt64(size / Trial.Shard));
            }

            await OnPrimaryAsync(
                "set -e; truncate -s \"$2\" \"$1\"; for n in $3; do dd if=/dev/urandom of=\"$1\" bs=4M seek=$n count=1 iflag=fullblock conv=notrunc,fsync status=none; done",
                $"{Mount}/{Image(disk)}", $"{size}", string.Join(' ', shards));
        }

        await File.WriteAllTextAsync(Path.Combine(LabSites.State, "nodes/p1/mnt/cold.xml"), Xml());
        await OnPrimaryAsync("virsh -q -c qemu:///system define /mnt/lab/cold.xml");
        return vm;
    }

    /// <summary>Writes a block somewhere else in the same shard at the primary. Returns the md5 of the whole shard then.</summary>
    public static async Task<string> ChangeAsync(string image, long shard, long offset) => (await OnPrimaryAsync(
        "set -e; dd if=/dev/urandom of=\"$1\" bs=4096 seek=\"$2\" count=1 conv=notrunc,fsync status=none; dd if=\"$1\" bs=4M skip=\"$3\" count=1 iflag=fullblock status=none | md5sum",
        $"{Mount}/{image}", $"{offset / Trial.Block}", $"{shard}")).Split(' ')[0];

    /// <summary>Removes it, and its disks.</summary>
    public async ValueTask DisposeAsync()
    {
        await LabSites.OnAsync("p1", "virsh", "-q", "-c", "qemu:///system", "undefine", Name);
        await LabSites.OnAsync("p1", ["rm", "-f", .. s_disks.Select(d => $"{Mount}/{Image(d)}")]);
    }

    private static async Task<string> OnPrimaryAsync(string script, params string[] arguments) =>
        (await LabSites.OnAsync("p1", ["bash", "-c", script, "bash", .. arguments])).ShouldSucceed().Output;

    private static string Xml() =>
        $"<domain type='qemu'><name>{Name}</name><memory unit='MiB'>64</memory><os><type arch='x86_64' machine='pc'>hvm</type></os>"
        + "<devices><emulator>/usr/bin/qemu-system-x86_64</emulator>"
        + string.Concat(s_disks.Select(d =>
            $"<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='{Mount}/{Image(d)}'/><target dev='vd{(char)('a' + d)}' bus='virtio'/></disk>"))
        + "</devices></domain>\n";
}
