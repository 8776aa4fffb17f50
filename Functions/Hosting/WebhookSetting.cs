using GlusterDr.Api.GlusterEvents;
using Microsoft.Extensions.Configuration;

namespace GlusterDr.Functions.Hosting;

/// <summary>The token of Gluster's events. Without one only the webhook is closed, and runs poll.</summary>
/// <param name="Token">The token; null: there is no usable one.</param>
/// <param name="Problem">Why there is no usable token.</param>
public sealed record WebhookSetting(WebhookToken? Token, string? Problem)
{
    /// <summary>The setting's name.</summary>
    public const string Name = "GlusterWebhookToken";

    /// <summary>Reads the setting.</summary>
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
