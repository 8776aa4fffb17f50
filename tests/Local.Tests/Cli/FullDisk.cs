using GlusterDr.Local.Store;
using Microsoft.Data.Sqlite;

namespace GlusterDr.Tests.Local.Cli;

/// <summary>A change that the disk does not take until there is room, as the engine's own are; all others are behind it.</summary>
internal sealed class FullDisk : WriteOperation
{
    private readonly TaskCompletionSource _stored = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _hasRoom;

    public override bool MustSucceed => true;

    public Task Stored => _stored.Task;

    public void MakeRoom() => _hasRoom = true;

    public override void Execute(SqliteConnection connection)
    {
        if (!_hasRoom)
        {
            throw new SqliteException("database or disk is full", 13);
        }
    }

    public override void Committed() => _stored.SetResult();
}
