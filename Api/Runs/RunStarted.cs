namespace GlusterDr.Api.Runs;

/// <summary>A run that was started just now.</summary>
/// <param name="Run">Its id.</param>
public sealed record RunStarted(string Run);
