namespace GlusterDr.Api.Sessions;

/// <summary>What a setting is to be.</summary>
/// <param name="Value">The value, as text.</param>
public sealed record SettingBody(string? Value);
