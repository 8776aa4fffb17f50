using GlusterDr.Policies;

namespace GlusterDr.Tests.Functions.Http;

/// <summary>A policy check without findings.</summary>
internal sealed class NoSites : IPolicyChecker
{
    public Task<CheckReport> CheckAsync(Policy policy, CancellationToken cancellation) =>
        Task.FromResult(new CheckReport(policy.Name, DateTimeOffset.UnixEpoch, []));
}
