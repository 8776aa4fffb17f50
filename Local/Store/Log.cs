using Microsoft.Extensions.Logging;

namespace GlusterDr.Local.Store;

internal static partial class Log
{
    [LoggerMessage(EventId = 3100, Level = LogLevel.Information,
        Message = "Database {Path} is open with SQLite {Version}.")]
    public static partial void Opened(ILogger logger, string path, string version);

    [LoggerMessage(EventId = 3101, Level = LogLevel.Error,
        Message = "The database could not be written; nothing is lost, all waits. Trying again in {Pause}. Is the disk full?")]
    public static partial void WriteRetried(ILogger logger, Exception exception, TimeSpan pause);

    [LoggerMessage(EventId = 3102, Level = LogLevel.Error, Message = "A change to the database was refused.")]
    public static partial void WriteFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 3103, Level = LogLevel.Error, Message = "A transaction could not be rolled back. This is tried again before the next one.")]
    public static partial void RollbackFailed(ILogger logger, Exception exception);
}
