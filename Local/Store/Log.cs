using GlusterDr.Store;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Local.Store;

internal static partial class Log
{
    [LoggerMessage(EventId = 3100, Level = LogLevel.Information,
        Message = "Database {Path} is open with SQLite {Version}.")]
    public static partial void Opened(ILogger logger, string path, string version);

    [LoggerMessage(EventId = 3105, Level = LogLevel.Warning, Message = "Database {Path} is open read-only: {Reason}")]
    public static partial void OpenedReadOnly(ILogger logger, string path, string reason);

    [LoggerMessage(EventId = 3101, Level = LogLevel.Error,
        Message = "Database {Path} cannot be written: {Reason} Nothing is lost: runs and operations wait for it. {Advice} The next attempt is in {Pause}.")]
    private static partial void WriteRetried(ILogger logger, string path, string reason, string? advice, TimeSpan pause);

    public static void WriteRetried(ILogger logger, string path, StoreFault fault, TimeSpan pause) =>
        WriteRetried(logger, path, fault.Reason, fault.Advice, pause);

    [LoggerMessage(EventId = 3104, Level = LogLevel.Information, Message = "Database {Path} can be written again. Waiting runs and operations continue.")]
    public static partial void WritesResumed(ILogger logger, string path);

    [LoggerMessage(EventId = 3102, Level = LogLevel.Error, Message = "A change to the database was refused.")]
    public static partial void WriteFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 3103, Level = LogLevel.Error, Message = "A transaction could not be rolled back. This is tried again before the next one.")]
    public static partial void RollbackFailed(ILogger logger, Exception exception);
}
