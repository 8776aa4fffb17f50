using GlusterDr.Errors;

namespace GlusterDr.Store;

/// <summary>The classification of an exception of a store or its network.</summary>
/// <param name="Class">Whether another attempt may succeed.</param>
/// <param name="Reason">What went wrong, as a sentence.</param>
/// <param name="Advice">What to do.</param>
public sealed record StoreFault(ErrorClass Class, string Reason, string? Advice = null);
