namespace GlusterDr.Simulators;

/// <summary>How long commands take, by kind. The most specific kind applies.</summary>
public sealed class LatencyTable
{
    private readonly Dictionary<string, TimeSpan> _byKind = [];

    /// <summary>Creates a table with times that were measured on real sites.</summary>
    public LatencyTable()
    {
        Set("gluster", 0.06);
        Set("gluster volume status", 0.1);
        Set("gluster volume geo-replication", 0.7);
        Set("gluster volume geo-replication status", 0.45);
        Set("gluster volume geo-replication config", 0.3);
        Set("gluster volume geo-replication create", 2.5);
        Set("gluster volume geo-replication stop", 0.6);
        Set("virsh", 0.04);
        Set("virsh snapshot-create-as", 0.15);
        Set("qemu-img", 0.03);
        Set("sh commit", 1);
        Set("agent", 0.8);
        Set("agent rollover", 0.1);
        Set("engine", 0.1);
        Set("engine GET vms", 0.4);
        Set("engine POST snapshots", 1.5);
        Set("engine DELETE snapshots", 0.6);
        Set("engine POST updateovfstore", 3);
    }

    /// <summary>The time of commands that are not in the table. The default value is 20 ms.</summary>
    public TimeSpan Default { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>A factor for all times. 0: no command takes any time. The default value is 1.</summary>
    public double Factor { get; set; } = 1;

    /// <summary>Sets how long commands of a kind take.</summary>
    public LatencyTable Set(string kind, double seconds)
    {
        _byKind[kind] = TimeSpan.FromSeconds(seconds);
        return this;
    }

    /// <summary>How long this command takes.</summary>
    public TimeSpan Of(CommandCall call) => Of(call.Kind);

    /// <summary>How long a command of this kind takes.</summary>
    public TimeSpan Of(string kind)
    {
        while (true)
        {
            if (_byKind.TryGetValue(kind, out TimeSpan found))
            {
                return found * Factor;
            }

            int space = kind.LastIndexOf(' ');
            if (space < 0)
            {
                return Default * Factor;
            }

            kind = kind[..space];
        }
    }
}
