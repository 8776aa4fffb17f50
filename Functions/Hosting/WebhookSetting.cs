using GlusterDr.Api.GlusterEvents;
using Microsoft.Extensions.Configuration;

namespace GlusterDr.Functions.Hosting;

/// <summary>The token that Gluster's events come with. Without one the webhook alone is closed: runs look by themselves.</summary>
/// <param name="Token">Null: there is none that can be used.</param>
/// <param name="Problem">Why there is none.</param>
public sealed record WebhookSetting(WebhookToken? Token, string? Problem)
{
    /// <summary>The setting's name.</summary>
    public const string Name = "GlusterWebhookToken";

    /// <summary>Reads it.</summary>
    public static WebhookSetting Read(IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        string? token = settings[Name]?.Trim();
        string? problem = token switch
        {
            null or "" => "is not set",
            _ when VaultReference.IsUnresolved(token) => VaultReference.Unresolved.TrimEnd('.'),
            _ => WebhookToken.FaultOf(token),
        };
        return problem is null ? new(new WebhookToken(token!), null) : new(null, $"{Name} {problem}.");
    }
}
