using Microsoft.Extensions.Logging;

namespace GlusterDr.Local.Engine;

internal static partial class Log
{
    [LoggerMessage(EventId = 3000, Level = LogLevel.Information,
        Message = "The workflow engine has started and resumes {Count} instances.")]
    public static partial void Started(ILogger logger, int count);

    [LoggerMessage(EventId = 3001, Level = LogLevel.Information, Message = "The workflow engine has stopped; {State}.")]
    public static partial void Stopped(ILogger logger, string state);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Critical,
        Message = "The workflow engine stops because its database failed. No acknowledged change is lost. Restart the host to continue.")]
    public static partial void Faulted(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Error, Message = "Instance {InstanceId} fails: it cannot continue.")]
    public static partial void InstanceFailed(ILogger logger, string instanceId, Exception exception);

    [LoggerMessage(EventId = 3004, Level = LogLevel.Warning, Message = "Activity {Activity} of instance {InstanceId} failed.")]
    public static partial void ActivityFailed(ILogger logger, Exception exception, string activity, string instanceId);

    [LoggerMessage(EventId = 3006, Level = LogLevel.Warning,
        Message = "The workflow engine stops while its database cannot be written: {Reason} Steps that were not stored run again after the next start.")]
    public static partial void StoppedUnstored(ILogger logger, string reason);

    [LoggerMessage(EventId = 3005, Level = LogLevel.Information,
        Message = "Event {EventName} was dropped: instance {InstanceId} is unknown or has ended.")]
    public static partial void EventDropped(ILogger logger, string eventName, string instanceId);
}
