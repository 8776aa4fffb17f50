namespace GlusterDr.Api.GlusterEvents;

/// <summary>What a pool's events must come with. It opens nothing else: whoever has it can make runs look, and no more.</summary>
public sealed class WebhookToken
{
    // 16 random letters and digits have 95 bits.
    private const int LeastChars = 16;
    private const int MostChars = 512;

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

    /// <summary>What speaks against a token: it travels in a header and in a command line. Null: nothing.</summary>
    public static string? FaultOf(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value switch
        {
            { Length: < LeastChars or > MostChars } => $"has {value.Length} characters; a token has {LeastChars} to {MostChars}",
            _ when !value.All(char.IsAsciiLetterOrDigit) => "has characters other than letters and digits",
            _ => null,
        };
    }

    /// <summary>Whether an Authorization header holds it.</summary>
    public bool IsIn(string authorization)
    {
        ArgumentNullException.ThrowIfNull(authorization);
        return _bearer?.IsIn(authorization) == true;
    }
}
