using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace GlusterDr.Functions.Hosting;

/// <summary>The app's storage account, accessed with the app's identity, or with a connection string on a developer's machine with Azurite.</summary>
internal sealed class AppStorage(IConfiguration settings)
{
    private const string Setting = "AzureWebJobsStorage";

    // The setting that the Functions host uses by default.
    private static readonly QueueClientOptions s_queueOptions = new() { MessageEncoding = QueueMessageEncoding.Base64 };

    /// <summary>A table, which need not exist.</summary>
    public TableClient Table(string name) => Service("table") is { } service
        ? new TableClient(service, name, new DefaultAzureCredential())
        : new TableClient(ConnectionString, name);

    /// <summary>A queue, which need not exist.</summary>
    public QueueClient Queue(string name) => Service("queue") is { } service
        ? new QueueClient(new Uri($"{service.AbsoluteUri.TrimEnd('/')}/{name}"), new DefaultAzureCredential(), s_queueOptions)
        : new QueueClient(ConnectionString, name, s_queueOptions);

    private string ConnectionString => settings[Setting]
        ?? throw new InvalidOperationException($"The setting {Setting}__accountName is missing.");

    // In an app's settings, two underscores stand for the colon.
    private Uri? Service(string kind) => settings[$"{Setting}:{kind}ServiceUri"] is { } uri
        ? new Uri(uri)
        : settings[$"{Setting}:accountName"] is { } account ? new Uri($"https://{account}.{kind}.core.windows.net") : null;
}
