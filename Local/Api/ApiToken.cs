namespace GlusterDr.Local.Api;

/// <summary>The bearer token of this host. A secret: it has no text form, so that no log can contain it by mistake.</summary>
public sealed class ApiToken(string value)
{
    /// <summary>The token.</summary>
    public string Value { get; } = value;

    /// <inheritdoc/>
    public override string ToString() => "(secret)";
}
