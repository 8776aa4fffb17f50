namespace GlusterDr.Simulators;

/// <summary>The options of a volume that were set, the newest first, as Gluster lists them.</summary>
public sealed class VolumeOptions
{
    private static readonly Dictionary<string, string> Defaults = new(StringComparer.Ordinal)
    {
        ["changelog.changelog"] = "off",
        ["changelog.rollover-time"] = "15",
        ["changelog.fsync-interval"] = "5",
        ["features.read-only"] = "off",
        ["features.shard"] = "off",
        ["features.shard-block-size"] = "64MB",
        ["performance.strict-write-ordering"] = "off",
        ["performance.quick-read"] = "on",
        ["network.ping-timeout"] = "42",
        ["geo-replication.indexing"] = "off",
        ["cluster.eager-lock"] = "on",
    };

    private readonly List<KeyValuePair<string, string>> _set = [];

    /// <summary>All options that are set.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> All => _set;

    /// <summary>The effective value.</summary>
    public string this[string name] => Find(name) ?? Defaults.GetValueOrDefault(name, "");

    /// <summary>Whether Gluster knows such an option.</summary>
    public static bool IsKnown(string name) => Defaults.ContainsKey(name);

    /// <summary>Whether it was set, rather than left at its default.</summary>
    public bool IsSet(string name) => Find(name) is not null;

    /// <summary>Sets an option.</summary>
    public void Set(string name, string value)
    {
        int at = _set.FindIndex(o => o.Key == name);
        if (at >= 0)
        {
            _set[at] = new(name, value);
        }
        else
        {
            _set.Insert(0, new(name, value));
        }
    }

    /// <summary>Puts an option back to its default.</summary>
    public void Reset(string name) => _set.RemoveAll(o => o.Key == name);

    /// <summary>The options of a new volume.</summary>
    internal static VolumeOptions Initial(VolumeType type)
    {
        bool heals = type != VolumeType.Distribute;
        (string Name, string Value)[] initial =
        [
            .. heals ? [("performance.client-io-threads", "off")] : Array.Empty<(string, string)>(),
            ("nfs.disable", "on"),
            ("transport.address-family", "inet"),
            ("storage.fips-mode-rchecksum", "on"),
            .. heals ? [("cluster.granular-entry-heal", "on")] : Array.Empty<(string, string)>(),
        ];
        VolumeOptions options = new();
        foreach ((string name, string value) in initial)
        {
            options.Set(name, value);
        }

        return options;
    }

    private string? Find(string name)
    {
        int at = _set.FindIndex(o => o.Key == name);
        return at < 0 ? null : _set[at].Value;
    }
}
