using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Gluster.Cli;
using GlusterDr.Ids;
using GlusterDr.Runs;
using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Activities.Sync.Replicate;

/// <summary>Starts the session, or resumes it where it is paused. Does not wait until it runs: VerifyCheckpoint shows that.</summary>
public sealed class StartSession(RunAccess access, SessionPoints points, GlusterClient gluster, SessionStopper stopper) : Activity<StartSession.Input, bool>
{
    /// <summary>How to start a session.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="Destination">The destination.</param>
    /// <param name="Resume">It is paused and is resumed.</param>
    /// <param name="StopFirst">It is paused, but must be stopped and started.</param>
    public sealed record Input(string RunId, string Destination, bool Resume, bool StopFirst);

    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, Input input)
    {
        CancellationToken cancellation = context.CancellationToken;
        DestinationStep step = new(input.RunId, input.Destination);
        DestinationAccess destination = await access.DestinationAsync(step, cancellation);
        // As soon as the session runs, the secondary is no longer the state of an older recovery point.
        await points.SupersedeAsync(destination.Policy, destination.Destination, $"{input.RunId}@{input.Destination}", cancellation);
        if (input.Resume)
        {
            await gluster.RequestResumeAsync(destination.PrimaryPool, destination.Session, cancellation);
        }
        else
        {
            await StartAsync(destination, input.StopFirst, cancellation);
        }

        await access.UpdateAsync(step, d => d with { State = DestinationState.Replicating }, cancellation);
        return true;
    }

    private async Task StartAsync(DestinationAccess destination, bool stopFirst, CancellationToken cancellation)
    {
        if (!stopFirst)
        {
            try
            {
                await gluster.RequestStartAsync(destination.PrimaryPool, destination.Session, cancellation);
                return;
            }
            catch (DrException)
            {
                // If the session was stopped by force while a node was down, the worker of that node may still run, and Gluster refuses the start until it is stopped too.
            }
        }

        await stopper.StopAsync(destination, cancellation);
        await gluster.RequestStartAsync(destination.PrimaryPool, destination.Session, cancellation);
    }
}
