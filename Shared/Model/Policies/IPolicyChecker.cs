namespace GlusterDr.Policies;

/// <summary>Asks both sites whether a run of a policy would work, and changes nothing.</summary>
public interface IPolicyChecker
{
    /// <summary>Looks at everything, and reports everything: what fails is in the report and not thrown.</summary>
    Task<CheckReport> CheckAsync(Policy policy, CancellationToken cancellation);
}
