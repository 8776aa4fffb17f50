namespace GlusterDr.Durable;

/// <summary>On replay, an orchestration requested a step that differs from its history.</summary>
/// <remarks>Either its code was changed while instances were running, or it uses a clock, random values, threads or I/O
/// directly. No step was executed after the difference.</remarks>
public sealed class NonDeterministicException(string message) : Exception(message);
