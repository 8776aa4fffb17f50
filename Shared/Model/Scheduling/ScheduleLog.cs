using Microsoft.Extensions.Logging;

namespace GlusterDr.Scheduling;

public static partial class ScheduleLog
{
    [LoggerMessage(EventId = 2300, Level = LogLevel.Information, Message = "Policy {Policy} was due at {Due:u}: run {Run} was started.")]
    public static partial void Started(ILogger logger, string policy, DateTimeOffset due, string run);

    [LoggerMessage(EventId = 2301, Level = LogLevel.Warning, Message = "Policy {Policy} was due at {Due:u} and was skipped: {Why}")]
    public static partial void Skipped(ILogger logger, string policy, DateTimeOffset due, string why);

    [LoggerMessage(EventId = 2302, Level = LogLevel.Error, Message = "The schedule of policy {Policy} could not be evaluated. The next attempt is in {Pause}.")]
    public static partial void Failed(ILogger logger, string policy, TimeSpan pause, Exception error);

    [LoggerMessage(EventId = 2303, Level = LogLevel.Warning,
        Message = "The clock went back: policy {Policy} was served until {ServedUntil:u}, and it is {Now:u} now. Its next run is due at {Next:u}.")]
    public static partial void ClockWentBack(ILogger logger, string policy, DateTimeOffset servedUntil, DateTimeOffset now, DateTimeOffset? next);

    [LoggerMessage(EventId = 2304, Level = LogLevel.Information, Message = "Schedules are on; {Count} policies have one.")]
    public static partial void On(ILogger logger, int count);

    [LoggerMessage(EventId = 2305, Level = LogLevel.Information, Message = "The histories of {Count} workflows, older than {Age}, were deleted.")]
    public static partial void Purged(ILogger logger, int count, TimeSpan age);

    [LoggerMessage(EventId = 2306, Level = LogLevel.Error, Message = "Old histories could not be deleted. The next attempt is in {Pause}.")]
    public static partial void NotPurged(ILogger logger, TimeSpan pause, Exception error);
}
