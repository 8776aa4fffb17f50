namespace GlusterDr.Errors;

/// <summary>What to do about an error.</summary>
/// <param name="Text">In words, without a command of a front end. May be empty.</param>
/// <param name="Actions">What to do with GlusterDr, in this order.</param>
public sealed record Advice(string Text, params IReadOnlyList<AdvisedAction> Actions);
