using System.Runtime.InteropServices;
using GlusterDr.SimulatedSites;
using GlusterDr.Simulators;

if (SitesArguments.Read(args) is not { } arguments)
{
    Console.Error.WriteLine(SitesArguments.Usage);
    return 2;
}

if (arguments.Ask is { } ask)
{
    SitesClient client = await SitesClient.ConnectAsync(arguments.Socket);
    Console.Write(await client.AskAsync(ask, [.. arguments.AskArguments]));
    return 0;
}

TimeProvider clock = arguments.Speed == 1 ? TimeProvider.System : new ScaledClock(arguments.Speed, TimeProvider.System.GetUtcNow());
WorldOptions options = new() { DeadFeedProbability = arguments.DeadFeeds };
foreach ((string kind, double seconds) in arguments.Latencies)
{
    options.Latency.Set(kind, seconds);
}

SimulatedWorld world = Scenarios.Named(arguments.Scenario, clock, arguments.Machines, options, arguments.Engine);
using CancellationTokenSource end = new();
using PosixSignalRegistration onTerm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
using PosixSignalRegistration onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
await using SitesServer server = SitesServer.Listen(world, arguments.Socket);

await using EngineListener? engine = world.Engines is [var managed, ..] ? await EngineListener.StartAsync(managed, arguments.EnginePort) : null;

// The output is the policy for these sites. It also shows that the process listens.
Console.Write(Scenarios.PolicyOf(world, engine?.WriteAccess(Path.GetDirectoryName(Path.GetFullPath(arguments.Socket))!)));
Console.Out.Close();
await server.RunAsync(end.Token);
return 0;

void End(PosixSignalContext context)
{
    context.Cancel = true;
    end.Cancel();
}
