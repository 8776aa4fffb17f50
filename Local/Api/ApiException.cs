using GlusterDr.Api;
using GlusterDr.Errors;
using GlusterDr.Policies;

namespace GlusterDr.Local.Api;

/// <summary>The API refused a request.</summary>
public sealed class ApiException(Problem problem) : Exception(problem.Title)
{
    /// <summary>The HTTP status.</summary>
    public Problem Problem { get; } = problem;

    /// <summary>Why.</summary>
    public Error Error => Problem.Error;

    /// <summary>All errors in a policy.</summary>
    public IReadOnlyList<PolicyError> Errors => Problem.Errors ?? [];
}
