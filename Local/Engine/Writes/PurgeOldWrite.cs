using GlusterDr.Local.Engine.History;

namespace GlusterDr.Local.Engine.Writes;

/// <summary>Deletes some ended instances that were created before a time, and returns their number.</summary>
/// <remarks>It does not delete all at once, because every other write would wait.</remarks>
internal sealed class PurgeOldWrite(EngineCore core, DateTime createdBefore) : ClientWrite<int>(core)
{
    /// <summary>The maximum number that one write deletes.</summary>
    public const int Most = 100;

    protected override int Change(HistoryTables tables)
    {
        IReadOnlyList<(long Key, string Id)> old = tables.FindOver(createdBefore, Most);
        foreach ((long key, string id) in old)
        {
            tables.Delete(key);
            Changed(id);
        }

        return old.Count;
    }
}
