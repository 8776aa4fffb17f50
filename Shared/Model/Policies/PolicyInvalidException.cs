using GlusterDr.Errors;

namespace GlusterDr.Policies;

/// <summary>A policy, or a file of policies, is invalid. The exception contains all errors.</summary>
public sealed class PolicyInvalidException(IReadOnlyList<PolicyError> errors)
    : Exception(string.Join('\n', errors.Select(e => e.ToString())))
{
    /// <summary>All errors, in the order of the file.</summary>
    public IReadOnlyList<PolicyError> Errors { get; } = errors;

    /// <summary>All errors combined into one.</summary>
    public Error ToError() => new(
        Errors.Select(e => e.Code).Distinct().Count() == 1 ? Errors[0].Code : ErrorCodes.PolicyInvalid,
        ErrorClass.Permanent,
        Errors.Count == 1 ? Errors[0].ToString() : $"The policy has {Errors.Count} errors. The first: {Errors[0]}",
        Advice: "Nothing was stored. Every setting is explained in docs/first-policy.md.");
}
