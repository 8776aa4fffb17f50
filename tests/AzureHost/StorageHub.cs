using System.Net;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using DurableTask.AzureStorage;
using DurableTask.Core;
using GlusterDr.Functions.Durable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing.Sidecar.Grpc;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GlusterDr.AzureHost;

/// <summary>
/// Durable Task as a function app has it: the orchestration service on Azure Storage, a gRPC server in front of it, and the worker and
/// client at that. The server is that of Durable Task's test host: the Functions host's own is not to be had as a library.
/// </summary>
public sealed class StorageHub : IAsyncDisposable
{
    private readonly KillSwitch _switch;
    private readonly AzureStorageOrchestrationService _service;
    private WebApplication? _server;
    private IHost? _worker;

    private StorageHub(StorageHubOptions options, KillSwitch killSwitch)
    {
        _switch = killSwitch;
        _service = new AzureStorageOrchestrationService(Settings(options));
    }

    /// <summary>The client.</summary>
    public DurableTaskClient Client => _worker!.Services.GetRequiredService<DurableTaskClient>();

    /// <summary>Starts all of it; the hub is made when it is not there yet.</summary>
    /// <param name="options">How the storage is used.</param>
    /// <param name="register">Names the worker's tasks.</param>
    /// <param name="killSwitch">Kills it as by a power cut.</param>
    public static async Task<StorageHub> StartAsync(
        StorageHubOptions options, Action<DurableTaskRegistry> register, KillSwitch? killSwitch = null)
    {
        StorageHub hub = new(options, killSwitch ?? new KillSwitch());
        await hub._service.CreateIfNotExistsAsync();
        hub._server = hub.Server();
        await hub._server.StartAsync();
        hub._worker = Worker(Address(hub._server), register);
        await hub._worker.StartAsync();
        return hub;
    }

    /// <summary>Ends it as a power cut would: nothing of it reaches the storage any more, and nothing is handed back.</summary>
    public async ValueTask DisposeAsync()
    {
        _switch.Pull();
        using CancellationTokenSource now = new();
        await now.CancelAsync();
        if (_worker is not null)
        {
            await StopAsync(_worker, now.Token);
        }

        if (_server is not null)
        {
            await StopAsync(_server, now.Token);
        }
    }

    private static async Task StopAsync(IHost host, CancellationToken now)
    {
        try
        {
            await host.StopAsync(now);
        }
        catch (OperationCanceledException)
        {
            // It is not waited for.
        }
    }

    private WebApplication Server()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2));
        builder.Services.AddLogging();
        builder.Services.AddRouting();
        builder.Services.AddGrpc(grpc => grpc.EnableDetailedErrors = true);
        builder.Services.AddSingleton(CoreLikeService.Before(_service));
        builder.Services.AddSingleton<IOrchestrationServiceClient>(_service);
        builder.Services.AddSingleton<TaskHubGrpcServer>();
        WebApplication server = builder.Build();
        server.MapGrpcService<TaskHubGrpcServer>();
        return server;
    }

    private static string Address(WebApplication server) =>
        server.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();

    private static IHost Worker(string address, Action<DurableTaskRegistry> register)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddDurableJson();
        builder.Services.AddDurableTaskWorker(worker => worker.AddTasks(register).UseGrpc(address));
        builder.Services.AddDurableTaskClient(client => client.UseGrpc(address).RegisterDirectly());
        return builder.Build();
    }

    private AzureStorageOrchestrationServiceSettings Settings(StorageHubOptions options) => new()
    {
        StorageAccountClientProvider = new StorageAccountClientProvider(
            StorageServiceClientProvider.ForBlob(options.ConnectionString, Cut(new BlobClientOptions())),
            StorageServiceClientProvider.ForQueue(options.ConnectionString, Cut(new QueueClientOptions())),
            StorageServiceClientProvider.ForTable(options.ConnectionString, Cut(new TableClientOptions()))),
        TaskHubName = options.Hub,
        WorkerId = $"{Environment.MachineName}-{Guid.NewGuid():N}",
        PartitionCount = options.Partitions,
        UseTablePartitionManagement = options.LeasesInTable,
        LeaseInterval = options.Lease,
        LeaseRenewInterval = options.Lease / 3,
        LeaseAcquireInterval = options.Lease / 3,
        ControlQueueVisibilityTimeout = options.Visibility,
        WorkItemQueueVisibilityTimeout = options.Visibility,
        MaxQueuePollingInterval = options.MaxPolling,
        MaxConcurrentTaskActivityWorkItems = 32,
        MaxConcurrentTaskOrchestrationWorkItems = 10,
    };

    private TOptions Cut<TOptions>(TOptions options)
        where TOptions : ClientOptions
    {
        options.AddPolicy(_switch, HttpPipelinePosition.PerCall);
        return options;
    }
}
