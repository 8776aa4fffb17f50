using GlusterDr.Errors;
using GlusterDr.Store;
using Microsoft.Data.Sqlite;

namespace GlusterDr.Local.Store;

/// <summary>Classifies SQLite's errors: https://sqlite.org/rescode.html.</summary>
internal static class SqliteFaults
{
    private const int Busy = 5, Locked = 6, NoMemory = 7, ReadOnly = 8, IoError = 10, Corrupt = 11, Full = 13, CannotOpen = 14, NotADatabase = 26;

    // SQLITE_IOERR_SHMSIZE
    private const int SharedMemorySize = 4874;

    /// <summary>Errors of the disk, or a lock by another process: the same statement may succeed later.</summary>
    public static bool IsDiskFault(Exception exception) =>
        exception is SqliteException { SqliteErrorCode: Busy or Locked or NoMemory or ReadOnly or IoError or Full or CannotOpen };

    /// <summary>Converts an exception to a fault of the document store.</summary>
    public static StoreFault Explain(Exception exception) => exception switch
    {
        ObjectDisposedException => new(ErrorClass.Transient, "the database is closed, because the host stops."),
        SqliteException { SqliteExtendedErrorCode: SharedMemorySize } => new(
            ErrorClass.Transient, $"{exception.Message} There is no space for the -shm file next to it.", "Free space on the disk of the data directory."),
        SqliteException { SqliteErrorCode: Full } => new(ErrorClass.Transient, exception.Message, "Free space on the disk of the data directory."),
        SqliteException { SqliteErrorCode: Busy or Locked } => new(
            ErrorClass.Transient, exception.Message, "Another process has locked the file: end it. Copy the database only with `sqlite3 FILE .backup`."),
        SqliteException when IsDiskFault(exception) => new(
            ErrorClass.Transient, exception.Message, "Check the kernel's log for errors of the disk, and whether the data directory is writable."),
        SqliteException { SqliteErrorCode: Corrupt or NotADatabase } => new(
            ErrorClass.Permanent, exception.Message, "The file is damaged: stop the host and restore a backup of the data directory."),
        IOException or OperationCanceledException => new(ErrorClass.Transient, exception.Message),
        _ => new(ErrorClass.Permanent, exception.Message),
    };
}
