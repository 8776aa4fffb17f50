using Azure.Storage.Queues;
using GlusterDr.Functions.Hosting;
using GlusterDr.TestKit;
using Microsoft.Extensions.Configuration;

namespace GlusterDr.Tests.Functions.Queues;

/// <summary>The queues of a private Azurite.</summary>
internal sealed class AzuriteQueues : IAsyncDisposable
{
    private readonly Azurite _azurite;

    private AzuriteQueues(Azurite azurite)
    {
        _azurite = azurite;
    }

    public string ConnectionString => _azurite.ConnectionString;

    public static async Task<AzuriteQueues> StartAsync() => new(await Azurite.StartAsync());

    /// <summary>A queue, opened as the app does.</summary>
    public QueueClient Queue(string name)
    {
        Dictionary<string, string?> settings = new() { ["AzureWebJobsStorage"] = ConnectionString };
        return new AppStorage(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).Queue(name);
    }

    public ValueTask DisposeAsync() => _azurite.DisposeAsync();
}
