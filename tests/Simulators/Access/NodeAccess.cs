namespace GlusterDr.Simulators;

/// <summary>The access control of a node that geo-replication needs: keys, accounts, glusterd's mountbroker.</summary>
public sealed class NodeAccess
{
    /// <summary>The part of Debian's glusterd.vol that matters here.</summary>
    public const string PlainVolfile =
        "volume management\n    type mgmt/glusterd\n    option working-directory /var/lib/glusterd\n    option ping-timeout 0\nend-volume\n";

    private readonly SortedDictionary<string, List<string>> _keys = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, List<string>> _accounts = new(StringComparer.Ordinal) { ["root"] = ["root"] };

    internal NodeAccess(string node) => (PublicKey, TarKey) = (Key(node, node), Key(node, $"{node} tar"));

    /// <summary>Whether <c>gsec_create</c> has made the node's key pair.</summary>
    public bool HasKeyPair { get; internal set; }

    /// <summary>The public key of this pair.</summary>
    public string PublicKey { get; }

    /// <summary>The public key of the second pair, for tar. <c>gsec_create</c> makes both, and <c>push-pem</c> copies both.</summary>
    public string TarKey { get; }

    /// <summary>The content of glusterd.vol.</summary>
    public string Volfile { get; internal set; } = PlainVolfile;

    /// <summary>How often glusterd was restarted.</summary>
    public int Restarts { get; internal set; }

    /// <summary>The version of rsync. Null: rsync is not installed.</summary>
    public string? Rsync { get; set; } = "3.2.7";

    /// <summary>Hosts that the node cannot reach.</summary>
    public ISet<string> Blocked { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Whether the disk that holds the users' homes is full.</summary>
    public bool IsHomeFull { get; set; }

    /// <summary>Adds a user, in these groups.</summary>
    public void AddAccount(string user, params string[] groups) => _accounts[user] = [.. groups];

    /// <summary>The lines of a user's authorized keys.</summary>
    public IReadOnlyList<string> Keys(string user) => _keys.TryGetValue(user, out List<string>? lines) ? lines : [];

    /// <summary>Everything on the node that a session set-up may change, as text.</summary>
    public string Snapshot() =>
        $"{Volfile}{string.Concat(_keys.Where(k => k.Value.Count > 0).Select(k => $"{k.Key}:\n{string.Join('\n', k.Value)}\n"))}";

    /// <summary>Adds a line to a user's authorized keys, as a person would.</summary>
    public void AddKey(string user, string line) => _keys[user] = [.. Keys(user), line];

    internal IReadOnlyList<string>? Groups(string user) => _accounts.GetValueOrDefault(user);

    /// <summary>Removes all authorized keys of a user, as a person would.</summary>
    public void LoseKeys(string user) => _keys.Remove(user);

    internal void SetKeys(string user, IEnumerable<string> lines) => _keys[user] = [.. lines];

    internal IReadOnlyDictionary<string, string> Options => Volfile.Split('\n')
        .Select(l => l.Trim().Split(' ', 3))
        .Where(w => w is ["option", _, _])
        .ToDictionary(w => w[1], w => w[2]);

    internal IReadOnlyList<string> MountableBy(string user) =>
        Options.TryGetValue($"mountbroker-geo-replication.{user}", out string? volumes) ? volumes.Split(',') : [];

    private static string Key(string node, string seed) =>
        $"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{StableHash.Uuid(seed).Replace("-", "", StringComparison.Ordinal)} root@{node}";
}
