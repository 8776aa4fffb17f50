namespace GlusterDr.Policies;

/// <summary>Checks at both sites whether a run of a policy would work, without changing anything.</summary>
public interface IPolicyChecker
{
    /// <summary>Checks everything. Failed checks are in the report and are not thrown.</summary>
    Task<CheckReport> CheckAsync(Policy policy, CancellationToken cancellation);
}
