namespace GlusterDr.Simulators;

/// <summary>The configuration of a session. Keys have underscores, as in gsyncd.</summary>
public sealed class SessionConfig
{
    private static readonly string[] Unchecked =
        ["change_interval", "changelog_batch_size", "connection_timeout", "max_rsync_retries", "replica_failover_interval", "secondary_timeout"];

    private readonly SortedDictionary<string, string> _defaults;
    private readonly Dictionary<string, string> _set = new(StringComparer.Ordinal);

    internal SessionConfig(string volume, string secondaryUrl)
    {
        string[] secondary = secondaryUrl[(secondaryUrl.IndexOf('@', StringComparison.Ordinal) + 1)..].Split("::");
        _defaults = SessionDefaults.For(volume, secondary[0], secondary[1]);
    }

    /// <summary>The effective value.</summary>
    public string this[string key] => _set.GetValueOrDefault(key) ?? _defaults[key];

    /// <summary>The checkpoint in Unix seconds. 0: none.</summary>
    public long Checkpoint => long.Parse(this["checkpoint"]);

    /// <summary>All values, by key.</summary>
    public IEnumerable<KeyValuePair<string, string>> All => _defaults.Keys.Select(k => KeyValuePair.Create(k, this[k]));

    /// <summary>Whether gsyncd knows such a key.</summary>
    public bool Knows(string key) => _defaults.ContainsKey(key);

    /// <summary>Whether gsyncd can read it. gsyncd accepts any text as a number, and can then no longer read its configuration.</summary>
    public bool IsReadable => Array.TrueForAll(Unchecked, k => int.TryParse(this[k], out _));

    /// <summary>Whether gsyncd accepts this value.</summary>
    public static bool Takes(string key, string value) => key switch
    {
        "sync_jobs" => int.TryParse(value, out int jobs) && jobs is >= 1 and <= 100,
        "ssh_port" => int.TryParse(value, out int port) && port is >= 1 and <= 65535,
        "sync_method" => value is "rsync" or "tarssh",
        "change_detector" => value is "changelog" or "xsync",
        _ => true,
    };

    /// <summary>Sets a value.</summary>
    public void Set(string key, string value) => _set[key] = value;

    /// <summary>Puts a value back to its default.</summary>
    public void Reset(string key) => _set.Remove(key);

    internal int Seconds(string key) => int.Parse(this[key]);
}
