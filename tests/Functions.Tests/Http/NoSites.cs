using GlusterDr.Policies;

namespace GlusterDr.Tests.Functions.Http;

/// <summary>Finds nothing wrong, and nothing at all.</summary>
internal sealed class NoSites : IPolicyChecker
{
    public Task<CheckReport> CheckAsync(Policy policy, CancellationToken cancellation) =>
        Task.FromResult(new CheckReport(policy.Name, DateTimeOffset.UnixEpoch, []));
}
