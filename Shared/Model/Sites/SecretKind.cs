namespace GlusterDr.Sites;

/// <summary>How a secret is kept.</summary>
public enum SecretKind
{
    /// <summary>In a variable of the process; Key Vault references of a function app arrive as such.</summary>
    EnvironmentVariable,

    /// <summary>In a file of its own; a line break at its end is not part of it.</summary>
    File,
}
