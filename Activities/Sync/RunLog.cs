using GlusterDr.Runs;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Activities.Sync;

internal static partial class RunLog
{
    /// <summary>Alerts on logs use this event.</summary>
    [LoggerMessage(EventId = 1100, Level = LogLevel.Information, Message = "Run {Run} has ended: {State}")]
    public static partial void Ended(ILogger logger, string run, RunState state);

    [LoggerMessage(EventId = 1101, Level = LogLevel.Error, Message = "{Listener} could not be notified that run {Run} has ended. The record of the run is complete.")]
    public static partial void NotNotified(ILogger logger, string run, string listener, Exception error);

    [LoggerMessage(EventId = 1102, Level = LogLevel.Error, Message = "Expired records could not be deleted at the end of run {Run}; the next run tries again")]
    public static partial void NotDeleted(ILogger logger, string run, Exception error);
}
