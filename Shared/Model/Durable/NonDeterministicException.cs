namespace GlusterDr.Durable;

/// <summary>An orchestration asked, when run again, for something else than its history says it asked for.</summary>
/// <remarks>Either its code was changed while instances were under way, or it uses a clock, random values, threads or I/O
/// of its own. Nothing was executed since the difference.</remarks>
public sealed class NonDeterministicException(string message) : Exception(message);
