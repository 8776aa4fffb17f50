namespace GlusterDr.TestKit.Remote;

/// <summary>What is special about an <see cref="Sshd"/>.</summary>
public sealed record SshdOptions
{
    /// <summary>Further lines of its configuration. <c>SetEnv</c> is taken: sshd heeds the first one only.</summary>
    public string Configuration { get; init; } = "";

    /// <summary>The path on which its commands are found; null: as usual.</summary>
    public string? Path { get; init; }

    /// <summary>What bash reads before it runs a command that comes by ssh: the user's .bashrc.</summary>
    public string LoginScript { get; init; } = "";

    /// <summary>A script that keeps a processor busy for a while: half a second or so each time, as LDAP or a version manager does.</summary>
    public const string SlowLogin = "for ((i = 0; i < 200000; i++)); do :; done";
}
