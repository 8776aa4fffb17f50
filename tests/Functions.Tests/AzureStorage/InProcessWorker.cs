using System.Collections.Immutable;
using GlusterDr.Functions.Durable;
using GlusterDr.FunctionsHost.Worker;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Tests.Functions.AzureStorage;

/// <summary>The real Functions worker with its real Durable extension, in this process, with workflows and activities of a test.</summary>
internal sealed class InProcessWorker : IWorker
{
    private readonly IHost _host;
    private readonly TaskCompletionSource<int> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // The worker loads its functions' assembly from there. In tests it is already loaded.
    static InProcessWorker() => Environment.SetEnvironmentVariable("FUNCTIONS_APPLICATION_DIRECTORY", AppContext.BaseDirectory);

    private InProcessWorker(IHost host)
    {
        _host = host;
    }

    /// <inheritdoc/>
    public int ProcessId => Environment.ProcessId;

    /// <summary>Starts a worker.</summary>
    /// <param name="address">The address of the host.</param>
    /// <param name="id">The id that it reports.</param>
    /// <param name="register">Registers its tasks.</param>
    public static InProcessWorker Start(Uri address, string id, Action<DurableTaskRegistry> register)
    {
        FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder([]);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Functions:Worker:HostEndpoint"] = $"{address}",
            ["Functions:Worker:WorkerId"] = id,
            ["Functions:Worker:RequestId"] = id,
            ["Functions:Worker:GrpcMaxMessageLength"] = $"{int.MaxValue}",
        });
        builder.Logging.ClearProviders();
        builder.ConfigureDurableExtension();
        builder.ConfigureDurableWorker().AddTasks(register);
        builder.Services.AddDurableJson().Replace(ServiceDescriptor.Singleton<IFunctionMetadataProvider, NoOthers>());
        InProcessWorker worker = new(builder.Build());
        _ = worker.RunAsync();
        return worker;
    }

    /// <inheritdoc/>
    public Task<int> ExitAsync() => _exit.Task;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _exit.TrySetResult(137);
        using CancellationTokenSource now = new();
        await now.CancelAsync();
        try
        {
            await _host.StopAsync(now.Token);
        }
        catch (OperationCanceledException)
        {
            // It is not waited for.
        }
    }

    private async Task RunAsync()
    {
        try
        {
            await _host.StartAsync();
        }
#pragma warning disable CA1031 // A worker process would end.
        catch (Exception)
#pragma warning restore CA1031
        {
            _exit.TrySetResult(134);
        }
    }

    // The tasks of the registry are the only functions.
    private sealed class NoOthers : IFunctionMetadataProvider
    {
        public Task<ImmutableArray<IFunctionMetadata>> GetFunctionMetadataAsync(string directory) =>
            Task.FromResult(ImmutableArray<IFunctionMetadata>.Empty);
    }
}
