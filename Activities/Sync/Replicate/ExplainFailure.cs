using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Gluster.Logs;
using GlusterDr.Ids;
using GlusterDr.Runs;
using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Activities.Sync.Replicate;

/// <summary>Adds cause and host to the error of a failed replication, from the state of the secondary and from gsyncd's logs on each node.</summary>
public sealed class ExplainFailure(RunStore runs, RunAccess access, SecondaryHealth health, GSyncLogReader logs)
    : Activity<DestinationFailure, Error>
{
    private static readonly string[] Vague =
    [
        ErrorCodes.SessionFaulty, ErrorCodes.SessionNotActive, ErrorCodes.SessionFailures,
        ErrorCodes.SessionFeedDead, ErrorCodes.CheckpointTimeout, ErrorCodes.ContentDiffers,
    ];

    /// <inheritdoc/>
    public override async Task<Error> RunAsync(ActivityContext context, DestinationFailure input)
    {
        if (!Vague.Contains(input.Error.Code))
        {
            return input.Error;
        }

        CancellationToken cancellation = context.CancellationToken;
        DestinationAccess destination = await access.DestinationAsync(new(input.RunId, input.Destination), cancellation);
        // The checkpoint has the time of the primary's clock, like its logs.
        DateTimeOffset since = (await runs.FindDestinationAsync(input.RunId, input.Destination, cancellation))?.Checkpoint ?? DateTimeOffset.MinValue;
        Task<GSyncLogReader.Summary[]> logTask = Task.WhenAll(
            destination.PrimaryPool.Nodes.Select(n => logs.ReadAsync(n, destination.Session, since, cancellation)));
        Error? secondary = await health.FindErrorAsync(destination, cancellation);
        GSyncLogReader.Summary[] summaries = await logTask;
        GSyncLogReader.Summary? informative = summaries.FirstOrDefault(s => s.Cause is not null) ?? summaries.FirstOrDefault(s => s.Lines.Count > 0);
        Error error = secondary is not null ? Because(input.Error, secondary) : informative is not null ? Because(input.Error, informative) : input.Error;
        SessionAddress address = new(destination.Policy.Site.GlusterHosts[0], destination.Session);
        return error.Advice is not null ? error : error.Advise(new("Find the cause with a diagnosis of the session.", AdvisedAction.OnSession(AdviceCodes.DiagnoseSession, address)));
    }

    private static Error Because(Error error, Error cause) => cause with
    {
        Message = $"{error.Message}. Cause: {cause.Message}",
        Class = error.Class,
    };

    private static Error Because(Error error, GSyncLogReader.Summary log) => error with
    {
        Code = log.Code ?? error.Code,
        Host = log.Host,
        Message = $"{error.Message}. {(log.Cause is null ? "gsyncd's log says" : $"Cause: {log.Cause}; gsyncd's log says")}: "
            + string.Join(" | ", log.Lines.TakeLast(3)),
    };
}
