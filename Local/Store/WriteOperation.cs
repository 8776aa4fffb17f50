using Microsoft.Data.Sqlite;

namespace GlusterDr.Local.Store;

/// <summary>One change to the database. The writer puts many into one commit, in the order they came.</summary>
/// <remarks>All members are called on the writer's own thread, so they are short and never wait. Only <see cref="Failed"/> may come
/// on the thread of whoever queues it, where it need not succeed and the disk fails.</remarks>
public abstract class WriteOperation
{
    /// <summary>True: kept and tried again until the disk takes it. False: its caller is told of the failure.</summary>
    public virtual bool MustSucceed => false;

    /// <summary>Makes the change. May be called again after a commit that failed, so it leaves no trace in memory
    /// that a second call would trip over.</summary>
    public abstract void Execute(SqliteConnection connection);

    /// <summary>The change is on disk.</summary>
    public virtual void Committed()
    {
    }

    /// <summary>The change was not made and will not be.</summary>
    public virtual void Failed(Exception exception)
    {
    }
}
