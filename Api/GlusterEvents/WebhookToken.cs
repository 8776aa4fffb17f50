namespace GlusterDr.Api.GlusterEvents;

/// <summary>The token that events of a pool must have. It permits nothing else: with it one can only make runs read the status earlier.</summary>
public sealed class WebhookToken
{
    // 16 random letters and digits have 95 bits.
    private const int LeastChars = 16;
    private const int MostChars = 512;

    private readonly BearerToken? _bearer;

    /// <summary>Creates a token.</summary>
    /// <param name="value">The token; not empty.</param>
    public WebhookToken(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        (Secret, _bearer) = (value, new BearerToken(value));
    }

    private WebhookToken()
    {
    }

    /// <summary>The token of a host that receives no events: no request has it.</summary>
    public static WebhookToken None { get; } = new();

    /// <summary>The value that nodes send; null: this host receives no events.</summary>
    public string? Secret { get; }

    /// <summary>Why a token is not valid: it is sent in a header and in a command line. Null: it is valid.</summary>
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

    /// <summary>Whether an Authorization header contains it.</summary>
    public bool IsIn(string authorization)
    {
        ArgumentNullException.ThrowIfNull(authorization);
        return _bearer?.IsIn(authorization) == true;
    }
}
