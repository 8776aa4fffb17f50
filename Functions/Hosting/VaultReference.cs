namespace GlusterDr.Functions.Hosting;

/// <summary>Recognises a Key Vault reference that Azure could not replace by the secret, so that the code sees the reference itself.</summary>
internal static class VaultReference
{
    /// <summary>The message about one.</summary>
    public const string Unresolved =
        "holds a Key Vault reference that Azure could not resolve: the portal shows the cause, under the function app's environment variables.";

    /// <summary>Whether a value is one.</summary>
    public static bool IsUnresolved(string value) => value.TrimStart().StartsWith("@Microsoft.KeyVault(", StringComparison.OrdinalIgnoreCase);
}
