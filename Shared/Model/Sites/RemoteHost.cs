namespace GlusterDr.Sites;

/// <summary>A host that commands run on.</summary>
/// <param name="Name">Its name, address or alias for ssh.</param>
/// <param name="Ssh">How it is reached.</param>
public sealed record RemoteHost(string Name, SshSettings Ssh);
