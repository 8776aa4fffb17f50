// A function app to be killed: the app's own services and functions, Durable Task on Azure Storage, and sites of another process.
// It writes down each activity, and does what it is told: "start POLICY" begins a run, "wait RUN" says how it ended.
using System.Text.Json;
using GlusterDr;
using GlusterDr.AzureHost;
using GlusterDr.Durable;
using GlusterDr.Functions.Durable;
using GlusterDr.Functions.Hosting;
using GlusterDr.Remote;
using GlusterDr.Runs;
using GlusterDr.Simulators;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

StorageHubOptions options = JsonSerializer.Deserialize<StorageHubOptions>(args[0], DrJson.Options)!;
SitesClient sites = await SitesClient.ConnectAsync(args[1]);
IConfiguration settings = new ConfigurationBuilder()
    .AddInMemoryCollection([new("AzureWebJobsStorage", options.ConnectionString)])
    .Build();
await using ServiceProvider services = new ServiceCollection()
    .AddLogging()
    .AddApp(settings)
    .Replace(ServiceDescriptor.Singleton<IRemoteRunner>(sites))
    .BuildServiceProvider();

StorageHub? hub = null;
AppFunctions functions = new(services, () => hub!.Client)
{
    Observer = (activity, isOver) => Console.WriteLine($"{(isOver ? "end" : "begin")} {activity}"),
};
hub = await StorageHub.StartAsync(options, functions.Register);
await using StorageHub started = hub;

// As a trigger does that is called.
AppOrchestrationClient client = services.GetRequiredService<AppOrchestrationClient>();
client.Use(hub.Client);

while (Console.ReadLine()?.Split(' ') is [string verb, string name])
{
    if (verb == "start")
    {
        RunStarter starter = services.GetRequiredService<RunStarter>();
        Console.WriteLine($"started {await starter.StartAsync(name, RunTrigger.Demand, CancellationToken.None)}");
    }
    else
    {
        OrchestrationMetadata end = await client.WaitForInstanceCompletionAsync(name);
        Console.WriteLine($"over {end.RuntimeStatus} {end.FailureDetails?.ErrorMessage}");
    }
}
