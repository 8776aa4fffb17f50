namespace GlusterDr.Api.Runs;

/// <summary>The answer to a request that started a run.</summary>
/// <param name="Run">Its id.</param>
public sealed record RunStarted(string Run);
