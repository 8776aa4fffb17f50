// A function app to be killed: the app's own services and functions, Durable Task on Azure Storage, and sites of another process.
// It writes down each activity, and does what it is told: "start POLICY" begins a run, "wait RUN" says how it ended.
using System.Text.Json;
using GlusterDr;
using GlusterDr.AzureHost;
using GlusterDr.Durable;
using GlusterDr.Runs;
using GlusterDr.Simulators;

StorageHubOptions options = JsonSerializer.Deserialize<StorageHubOptions>(args[0], DrJson.Options)!;
await using AppHost app = await AppHost.StartAsync(
    options,
    await SitesClient.ConnectAsync(args[1]),
    (activity, isOver) => Console.WriteLine($"{(isOver ? "end" : "begin")} {activity}"));

while (Console.ReadLine()?.Split(' ') is [string verb, string name])
{
    if (verb == "start")
    {
        Console.WriteLine($"started {await app.Get<RunStarter>().StartAsync(name, RunTrigger.Demand, CancellationToken.None)}");
    }
    else
    {
        OrchestrationMetadata end = await app.Get<IOrchestrationClient>().WaitForInstanceCompletionAsync(name);
        Console.WriteLine($"over {end.RuntimeStatus} {end.FailureDetails?.ErrorMessage}");
    }
}
