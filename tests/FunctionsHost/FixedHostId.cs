using Microsoft.Azure.WebJobs.Host.Executors;

namespace GlusterDr.FunctionsHost;

/// <summary>The host's id in the storage account. WebJobs would derive it from the functions' class, which is different in each process.</summary>
internal sealed class FixedHostId(string id) : IHostIdProvider
{
    public Task<string> GetHostIdAsync(CancellationToken cancellationToken) => Task.FromResult(id);
}
