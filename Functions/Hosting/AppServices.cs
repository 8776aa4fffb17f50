using GlusterDr.Api;
using GlusterDr.Api.GlusterEvents;
using GlusterDr.Api.Health;
using GlusterDr.Api.Operations;
using GlusterDr.Api.Policies;
using GlusterDr.Api.Runs;
using GlusterDr.Durable;
using GlusterDr.Functions.Durable;
using GlusterDr.Functions.Http;
using GlusterDr.Functions.Queues;
using GlusterDr.Functions.Remote;
using GlusterDr.Functions.Store;
using GlusterDr.Hosting;
using GlusterDr.Leases;
using GlusterDr.Notifications;
using GlusterDr.Remote;
using GlusterDr.Scheduling;
using GlusterDr.Store;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GlusterDr.Functions.Hosting;

/// <summary>The services of the app.</summary>
internal static class AppServices
{
    private const string Table = "GlusterDr";

    public static IServiceCollection AddApp(this IServiceCollection services, IConfiguration settings) => services
        .AddSingleton(TimeProvider.System)
        .AddDurableJson()
        .AddStores(settings)
        .AddRuns()
        .AddHosts(settings)
        .AddSingleton(new ControlPlaneHost(settings["WEBSITE_SITE_NAME"] ?? Environment.MachineName))
        .AddSites()
        .AddApi(settings);

    private static IServiceCollection AddStores(this IServiceCollection services, IConfiguration settings) => services
        .AddSingleton(_ => new AppStorage(settings))
        .AddSingleton(provider => provider.GetRequiredService<AppStorage>().Table(Table))
        .AddSingleton<IDocumentStore, TableDocumentStore>()
        .AddRunStores();

    private static IServiceCollection AddHosts(this IServiceCollection services, IConfiguration settings) => services
        .AddSingleton(_ => new SshNetSettings(settings))
        .AddSingleton(provider => provider.GetRequiredService<SshNetSettings>().Options)
        .AddSingleton<SshNetCheck>()
        .AddSingleton<IRemoteRunner, SshNetRunner>()
        .AddSingleton(_ => WebhookSetting.Read(settings))
        .AddSingleton<AppHealth>()
        .AddHostedService<StartCheck>();

    private static IServiceCollection AddRuns(this IServiceCollection services) => services
        .AddSingleton<AppOrchestrationClient>()
        .AddSingleton<IOrchestrationClient>(provider => provider.GetRequiredService<AppOrchestrationClient>())
        .AddSingleton<IOrchestrationWatcher, PollingWatcher>()
        .AddSingleton<IRunListener>(provider =>
            new NotificationQueue(provider.GetRequiredService<AppStorage>().Queue(NotificationQueue.Queue)))
        .AddActivities();

    private static IServiceCollection AddApi(this IServiceCollection services, IConfiguration settings) => services
        .AddRouting()
        .AddOpenApi(ApiDescription.ForFunctionKey)
        .Configure<JsonOptions>(json => DrJson.Apply(json.SerializerOptions))
        .AddSingleton<HostGate>()
        .AddSingleton<IHostHealth>(provider => provider.GetRequiredService<AppHealth>())
        .AddSingleton<IPolicyListener, TimerListener>()
        .AddSingleton<RunCatalog>()
        .AddSingleton<OperationCatalog>()
        .AddSingleton<PolicyCatalog>()
        .AddSingleton<ApiPipeline>()
        .AddSingleton(provider => provider.GetRequiredService<WebhookSetting>().Token ?? WebhookToken.None)
        .AddGlusterEvents()
        .AddProblems();
}
