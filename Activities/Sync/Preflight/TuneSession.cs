using GlusterDr.Durable;
using GlusterDr.Gluster.Cli;

namespace GlusterDr.Activities.Sync.Preflight;

/// <summary>Sets session options to the values of the policy. The session is stopped before, because setting options restarts its workers.</summary>
public sealed class TuneSession(RunAccess access, GlusterClient gluster, SessionStopper stopper) : Activity<TuneSession.Input, bool>
{
    /// <summary>Options to set on a session.</summary>
    public sealed record Input(string RunId, string Destination, IReadOnlyDictionary<string, string> Options);

    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, Input input)
    {
        DestinationAccess destination = await access.DestinationAsync(new(input.RunId, input.Destination), context.CancellationToken);
        await stopper.StopAsync(destination, context.CancellationToken);
        foreach ((string key, string value) in input.Options)
        {
            await gluster.SetSessionConfigAsync(destination.PrimaryPool, destination.Session, key, value, context.CancellationToken);
        }

        return true;
    }
}
