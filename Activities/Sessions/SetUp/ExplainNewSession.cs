using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Gluster.Logs;

namespace GlusterDr.Activities.Sessions.SetUp;

/// <summary>Finds in gsyncd's logs on the primary nodes why a session that was just started does not become Active.</summary>
public sealed class ExplainNewSession(GSyncLogReader logs) : Activity<SetUpStep, Error?>
{
    /// <inheritdoc/>
    public override async Task<Error?> RunAsync(ActivityContext context, SetUpStep input)
    {
        GSyncLogReader.Summary[] all = await Task.WhenAll(input.Plan.PrimaryNodes.Select(node =>
            logs.ReadAsync(node, input.Request.Session, context.CancellationToken)));
        return all.FirstOrDefault(l => l.Cause is not null) is { } known
            ? new Error(known.Code ?? ErrorCodes.SessionNotActive, ErrorClass.NeedsPerson, $"{known.Cause} {known.Lines[^1]}", known.Host)
            : all.FirstOrDefault(l => l.Lines.Count > 0) is { } some
                ? new Error(ErrorCodes.SessionNotActive, ErrorClass.NeedsPerson, $"gsyncd logged: {some.Lines[^1]}", some.Host)
                : null;
    }
}
