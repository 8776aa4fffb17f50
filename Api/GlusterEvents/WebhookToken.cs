namespace GlusterDr.Api.GlusterEvents;

/// <summary>What a pool's events must come with. It opens nothing else: whoever has it can make runs look, and no more.</summary>
public sealed class WebhookToken
{
    private readonly BearerToken? _bearer;

    /// <summary>Makes one.</summary>
    /// <param name="value">The token; not empty.</param>
    public WebhookToken(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        (Secret, _bearer) = (value, new BearerToken(value));
    }

    private WebhookToken()
    {
    }

    /// <summary>That of a host that takes no events: nothing fits it.</summary>
    public static WebhookToken None { get; } = new();

    /// <summary>What nodes are told to come with; null: this host takes no events.</summary>
    public string? Secret { get; }

    /// <summary>Whether an Authorization header holds it.</summary>
    public bool IsIn(string authorization)
    {
        ArgumentNullException.ThrowIfNull(authorization);
        return _bearer?.IsIn(authorization) == true;
    }
}
