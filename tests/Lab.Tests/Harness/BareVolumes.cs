namespace GlusterDr.Tests.Lab;

/// <summary>A volume on p1 to p3, and one on s1, without a session between them.</summary>
internal sealed class BareVolumes : IAsyncDisposable
{
    private readonly string _primary;
    private readonly string _secondary;

    private BareVolumes(string name) => (_primary, _secondary) = (name, $"{name}2");

    public static async Task<BareVolumes> MakeAsync(string name, bool sharded)
    {
        BareVolumes volumes = new(name);
        string[] options = ["performance.strict-write-ordering", "on", .. sharded ? ["features.shard", "on", "features.shard-block-size", "4MB"] : Array.Empty<string>()];
        await ClusterAsync("p1", ["volume", "create", name, "replica", "3", .. new[] { "p1", "p2", "p3" }.Select(n => $"{n}:/mnt/bricks/b1/{name}"), "force"]);
        await ClusterAsync("s1", ["volume", "create", $"{name}2", .. new[] { 1, 2 }.Select(i => $"s1:/mnt/bricks/b{i}/{name}2"), "force"]);
        foreach ((string node, string volume) in volumes.All)
        {
            await ClusterAsync(node, ["volume", "set", volume, .. options]);
            await ClusterAsync(node, ["volume", "start", volume]);
        }

        return volumes;
    }

    /// <summary>Everything at the secondary that a session set-up changes: keys, permissions, options. Sorted, because Gluster changes the order of options at a restart.</summary>
    public async Task<string> SnapshotAsync()
    {
        string keys = Path.Combine(LabSites.State, "nodes/s1/home/.ssh/authorized_keys");
        string text = (await LabSites.OnAsync("s1", "cat", keys, "/etc/glusterfs/glusterd.vol")).ShouldSucceed().Output
            + (await LabSites.OnAsync("s1", "gluster", "volume", "info", _secondary)).ShouldSucceed().Output
            + (await LabSites.OnAsync("p1", "find", "/var/lib/glusterd/geo-replication", "-name", $"{_primary}_*")).ShouldSucceed().Output;
        return string.Join('\n', text.Split('\n').Order(StringComparer.Ordinal));
    }

    /// <summary>Asserts that a file written at the primary arrives at the secondary, read through a new mount.</summary>
    public async Task ShouldArriveAsync(TimeSpan within)
    {
        string written = await AtAsync("p1", _primary, "head -c 9000000 /dev/urandom > $t/proof; sync -f $t; md5sum < $t/proof");
        long since = TimeProvider.System.GetTimestamp();
        string arrived;
        do
        {
            arrived = await AtAsync("s1", _secondary, "sleep 2; md5sum < $t/proof || true");
        }
        while (arrived != written && TimeProvider.System.GetElapsedTime(since) < within);
        arrived.ShouldBe(written);
    }

    public async ValueTask DisposeAsync()
    {
        foreach ((string node, string volume) in All)
        {
            await LabSites.OnAsync(node, "gluster", "--mode=script", "volume", "stop", volume, "force");
            await LabSites.OnAsync(node, "gluster", "--mode=script", "volume", "delete", volume);
            string[] bricks = node == "s1" ? [$"/mnt/bricks/b1/{volume}", $"/mnt/bricks/b2/{volume}"] : [$"/mnt/bricks/b1/{volume}"];
            foreach (string on in node == "s1" ? (string[])["s1"] : ["p1", "p2", "p3"])
            {
                await LabSites.OnAsync(on, ["rm", "-rf", .. bricks]);
            }
        }
    }

    private IEnumerable<(string Node, string Volume)> All => [("p1", _primary), ("s1", _secondary)];

    private static async Task ClusterAsync(string node, string[] words) =>
        (await LabSites.OnAsync(node, ["gluster", "--mode=script", .. words])).ShouldSucceed();

    private static async Task<string> AtAsync(string node, string volume, string script)
    {
        string inMount = $"set -e; t=$(mktemp -d); mount -t glusterfs {node}:/{volume} $t; trap 'umount $t; rmdir $t' EXIT; {script}";
        return (await LabSites.OnAsync(node, "bash", "-c", inMount)).ShouldSucceed().Output.Trim();
    }
}
