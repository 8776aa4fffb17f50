using GlusterDr.Api;
using GlusterDr.Errors;
using GlusterDr.Policies;

namespace GlusterDr.Local.Api;

/// <summary>The API said no.</summary>
public sealed class ApiException(Problem problem) : Exception(problem.Title)
{
    /// <summary>What it said.</summary>
    public Problem Problem { get; } = problem;

    /// <summary>Why.</summary>
    public Error Error => Problem.Error;

    /// <summary>Everything that is wrong with a policy.</summary>
    public IReadOnlyList<PolicyError> Errors => Problem.Errors ?? [];
}
