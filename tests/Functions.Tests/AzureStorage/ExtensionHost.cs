using System.Text.Json;
using GlusterDr.Functions.Durable;
using GlusterDr.FunctionsHost;
using GlusterDr.Tests.Functions.SimulatedRuns;
using Grpc.Net.Client;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Grpc;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlusterDr.Tests.Functions.AzureStorage;

/// <summary>The real Durable extension on Azurite, with the real worker in this process.</summary>
internal sealed class ExtensionHost : IAsyncDisposable
{
    private readonly AppFunctionsHost _host;
    private readonly GrpcChannel _channel;

    private ExtensionHost(AppFunctionsHost host, GrpcChannel channel)
    {
        (_host, _channel) = (host, channel);
        GrpcDurableTaskClientOptions options = new() { CallInvoker = channel.CreateCallInvoker(), DataConverter = new JsonDataConverter(DrJson.Options) };
        Client = new DurableOrchestrationClient(new GrpcDurableTaskClient("", options, NullLogger.Instance));
    }

    /// <summary>Its client.</summary>
    public DurableOrchestrationClient Client { get; }

    /// <summary>Starts the extension. It creates the task hub if that does not exist.</summary>
    /// <param name="connectionString">The storage account.</param>
    /// <param name="hub">The task hub.</param>
    /// <param name="register">Registers the worker's tasks.</param>
    public static async Task<ExtensionHost> StartAsync(string connectionString, string hub, Action<DurableTaskRegistry> register)
    {
        AppFunctionsHost host = await AppFunctionsHost.StartAsync(
            PublishedApp.Options(connectionString, hub, sites: null, OnePartition),
            NullLoggerFactory.Instance,
            (address, id) => InProcessWorker.Start(address, id, register));
        JsonElement bound = JsonDocument.Parse(await host.BindDurableClientAsync()).RootElement;
        return new ExtensionHost(host, GrpcChannel.ForAddress(bound.GetProperty("rpcBaseUrl").GetString()!));
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _host.DisposeAsync();
    }

    private static (string Name, string Value) OnePartition => ("AzureFunctionsJobHost__extensions__durableTask__storageProvider__partitionCount", "1");
}
