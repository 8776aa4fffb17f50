namespace GlusterDr.Remote.OpenSsh;

/// <summary>How the machine's own OpenSSH client is used.</summary>
public sealed record OpenSshRunnerOptions : RemoteRunnerOptions
{
    /// <summary>The client. The default value is <c>ssh</c>.</summary>
    public string Program { get; init; } = "ssh";

    /// <summary>The directory of control sockets, a short path. Null: a private directory is created under the system's own.</summary>
    public string? RuntimeDirectory { get; init; }
}
