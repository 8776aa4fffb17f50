namespace GlusterDr.TestKit.Remote;

/// <summary>Options of an <see cref="Sshd"/>.</summary>
public sealed record SshdOptions
{
    /// <summary>Further lines of its configuration. Not <c>SetEnv</c>: sshd uses only the first one, and <see cref="Sshd"/> writes it.</summary>
    public string Configuration { get; init; } = "";

    /// <summary>The PATH of its commands. Null: the usual one.</summary>
    public string? Path { get; init; }

    /// <summary>The content of .bashrc, which bash reads before it runs a command that comes by ssh.</summary>
    public string LoginScript { get; init; } = "";

    /// <summary>A login script that keeps a processor busy for about half a second, as LDAP or a version manager does.</summary>
    public const string SlowLogin = "for ((i = 0; i < 200000; i++)); do :; done";
}
