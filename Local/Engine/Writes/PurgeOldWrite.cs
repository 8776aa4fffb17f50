using GlusterDr.Local.Engine.History;

namespace GlusterDr.Local.Engine.Writes;

/// <summary>Deletes some instances that are over and were created before; how many.</summary>
/// <remarks>Not all at once: every other write waits meanwhile.</remarks>
internal sealed class PurgeOldWrite(EngineCore core, DateTime createdBefore) : ClientWrite<int>(core)
{
    /// <summary>The most that one write deletes.</summary>
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
