namespace GlusterDr.Sites;

/// <summary>How a secret is stored.</summary>
public enum SecretKind
{
    /// <summary>In an environment variable of the process, which includes Key Vault references of a function app.</summary>
    EnvironmentVariable,

    /// <summary>In a file of its own; a line break at the end is not part of it.</summary>
    File,
}
