namespace GlusterDr.Sites;

/// <summary>How the hosts of a site are reached. Everything else comes from the user's own OpenSSH configuration.</summary>
public sealed record SshSettings
{
    /// <summary>A configuration file for <c>ssh -F</c>: jump hosts, ports, aliases.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>The user to log in as; null: as in the configuration.</summary>
    public string? User { get; init; }

    /// <summary>The port; null: as in the configuration.</summary>
    public int? Port { get; init; }

    /// <summary>A private key file; a path, never the key itself.</summary>
    public string? IdentityFile { get; init; }

    /// <summary>The file of pinned host keys; null: the user's own known_hosts.</summary>
    public string? KnownHostsFile { get; init; }

    /// <summary>Run commands through <c>sudo -n</c>.</summary>
    public bool Sudo { get; init; }

    /// <summary>The time limit for connecting. The default value is 10 seconds.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
