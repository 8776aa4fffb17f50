// A function app in processes of its own, the host's and the worker's, that a test can kill. Prints a line of JSON when it listens:
// the address and the worker's process id; serves until its input ends.
using System.Text.Json;
using GlusterDr.FunctionsHost;
using Microsoft.Extensions.Logging;

FunctionsHostOptions options = JsonSerializer.Deserialize<FunctionsHostOptions>(args[0])!;
using ILoggerFactory loggers = LoggerFactory.Create(logging => logging
    .SetMinimumLevel(LogLevel.Warning)
    .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
await using AppFunctionsHost host = await AppFunctionsHost.StartAsync(options, loggers);
Console.WriteLine(JsonSerializer.Serialize(new { address = host.Address, worker = host.WorkerProcessId }));
await Console.In.ReadToEndAsync();
