using Azure.Data.Tables;
using Azure.Identity;
using GlusterDr.Activities;
using GlusterDr.Api;
using GlusterDr.Api.GlusterEvents;
using GlusterDr.Durable;
using GlusterDr.Functions.Durable;
using GlusterDr.Functions.Http;
using GlusterDr.Functions.Remote;
using GlusterDr.Functions.Store;
using GlusterDr.Remote;
using GlusterDr.Scheduling;
using GlusterDr.Store;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GlusterDr.Functions.Hosting;

/// <summary>What the app is made of.</summary>
internal static class AppServices
{
    private const string Table = "GlusterDr";

    public static IServiceCollection AddApp(this IServiceCollection services, IConfiguration settings) => services
        .AddSingleton(TimeProvider.System)
        .AddDurableJson()
        .AddStores(settings)
        .AddRuns()
        .AddSingleton<IRemoteRunner, SshNetRunner>()
        .AddSites()
        .AddApi(settings);

    private static IServiceCollection AddStores(this IServiceCollection services, IConfiguration settings) => services
        .AddSingleton(_ => OpenTable(settings))
        .AddSingleton<IDocumentStore, TableDocumentStore>()
        .AddRunStores();

    private static IServiceCollection AddRuns(this IServiceCollection services) => services
        .AddSingleton<AppOrchestrationClient>()
        .AddSingleton<IOrchestrationClient>(provider => provider.GetRequiredService<AppOrchestrationClient>())
        .AddSingleton<IOrchestrationWatcher, PollingWatcher>()
        .AddActivities();

    private static IServiceCollection AddApi(this IServiceCollection services, IConfiguration settings) => services
        .AddRouting()
        .AddOpenApi(ApiDescription.Describe)
        .Configure<JsonOptions>(json => DrJson.Apply(json.SerializerOptions))
        .AddSingleton<HostGate>()
        .AddSingleton<IHostHealth, AppHealth>()
        .AddSingleton<IPolicyListener, TimerListener>()
        .AddSingleton<RunCatalog>()
        .AddSingleton<OperationCatalog>()
        .AddSingleton<PolicyCatalog>()
        .AddSingleton<ApiPipeline>()
        .AddSingleton(_ => new WebhookToken(settings["GlusterWebhookToken"]
            ?? throw new InvalidOperationException("The setting GlusterWebhookToken is missing: Gluster's events need a token.")))
        .AddSingleton<GlusterWebhook>();

    /// <summary>By the app's identity; on a developer's machine by a connection string, which Azurite takes.</summary>
    private static TableClient OpenTable(IConfiguration settings)
    {
        // In settings of an app the colon is two underscores.
        string? uri = settings["AzureWebJobsStorage:tableServiceUri"]
            ?? (settings["AzureWebJobsStorage:accountName"] is { } account ? $"https://{account}.table.core.windows.net" : null);
        TableClient table = uri is null
            ? new TableClient(settings["AzureWebJobsStorage"] ?? throw new InvalidOperationException("The setting AzureWebJobsStorage__accountName is missing."), Table)
            : new TableClient(new Uri(uri), Table, new DefaultAzureCredential());
        table.CreateIfNotExists();
        return table;
    }
}
