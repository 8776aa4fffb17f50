using Microsoft.Azure.WebJobs.Host.Executors;

namespace GlusterDr.FunctionsHost;

/// <summary>The host's name in the storage account. WebJobs would make one of the functions' classes, which are emitted anew each time.</summary>
internal sealed class FixedHostId(string id) : IHostIdProvider
{
    public Task<string> GetHostIdAsync(CancellationToken cancellationToken) => Task.FromResult(id);
}
