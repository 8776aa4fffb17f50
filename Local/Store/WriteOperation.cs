using Microsoft.Data.Sqlite;

namespace GlusterDr.Local.Store;

/// <summary>One change to the database. The writer puts many into one commit, in order.</summary>
/// <remarks>All members are called on the writer's thread, so they must be fast and never wait. Only <see cref="Failed"/> may be called
/// on the thread that queues the change, if the change need not succeed and the disk fails.</remarks>
public abstract class WriteOperation
{
    /// <summary>True: it is retried until the disk accepts it. False: its caller gets the error.</summary>
    public virtual bool MustSucceed => false;

    /// <summary>Makes the change. May be called again after a failed commit, so it must not leave state in memory
    /// that breaks a second call.</summary>
    public abstract void Execute(SqliteConnection connection);

    /// <summary>Called when the change is on disk.</summary>
    public virtual void Committed()
    {
    }

    /// <summary>Called when the change was not made and will not be.</summary>
    public virtual void Failed(Exception exception)
    {
    }
}
