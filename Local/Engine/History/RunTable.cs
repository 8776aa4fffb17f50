using System.Collections.Concurrent;
using GlusterDr.Local.Engine.Replay;

namespace GlusterDr.Local.Engine.History;

/// <summary>The running instances. Only the writer changes it, so that it matches the order of the history.</summary>
internal sealed class RunTable
{
    private readonly ConcurrentDictionary<long, OrchestrationRun> _byKey = new();
    private readonly ConcurrentDictionary<string, OrchestrationRun> _byId = new(StringComparer.Ordinal);

    public OrchestrationRun? ByKey(long key) => _byKey.GetValueOrDefault(key);

    public OrchestrationRun? ById(string id) => _byId.GetValueOrDefault(id);

    public void Add(OrchestrationRun run)
    {
        _byKey[run.Info.Key] = run;
        _byId[run.Info.Id] = run;
    }

    public void Remove(OrchestrationRun run)
    {
        _byKey.TryRemove(run.Info.Key, out _);
        // Another instance may have this ID now.
        _byId.TryRemove(KeyValuePair.Create(run.Info.Id, run));
    }
}
