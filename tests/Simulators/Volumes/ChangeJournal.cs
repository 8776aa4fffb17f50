namespace GlusterDr.Simulators;

/// <summary>The changes of a volume's files that its bricks' changelogs record, by time.</summary>
internal sealed class ChangeJournal
{
    private readonly Dictionary<string, DateTimeOffset> _open = new(StringComparer.Ordinal);
    private List<Change> _changes = [];

    public int Count => _changes.Count + _open.Count;

    public void Record(ChangeKind kind, string path, DateTimeOffset time) => _changes.Add(new Change(kind, path, time, time));

    /// <summary>Begins a span: from now on, a writer writes to the file continuously.</summary>
    public void Open(string path, DateTimeOffset time) => _open.TryAdd(path, time);

    public void Close(string path, DateTimeOffset time)
    {
        if (_open.Remove(path, out DateTimeOffset from))
        {
            _changes.Add(new Change(ChangeKind.Data, path, from, time));
        }
    }

    /// <summary>Removes a span: the writer has written nothing since it began.</summary>
    public void Drop(string path) => _open.Remove(path);

    /// <summary>When a file last changed. Null: not since the oldest change that is kept.</summary>
    public DateTimeOffset? LastOf(string path) => _changes.FindLast(c => c.Path == path)?.To;

    /// <summary>The changes after one time up to another. Of spans, the part between these times.</summary>
    public IEnumerable<Change> Between(DateTimeOffset after, DateTimeOffset until) =>
        _changes.Where(c => c.To > after && c.From <= until).Select(c => Clip(c, after, until)).Concat(OpenBetween(after, until));

    /// <summary>Drops changes that ended before this time: every session has replicated them.</summary>
    public void Prune(DateTimeOffset before)
    {
        if (_changes.Count > 256)
        {
            _changes = [.. _changes.Where(c => c.To > before)];
        }
    }

    private static Change Clip(Change change, DateTimeOffset after, DateTimeOffset until) => change.From >= after && change.To <= until
        ? change
        : change with { From = change.From > after ? change.From : after, To = change.To < until ? change.To : until };

    private IEnumerable<Change> OpenBetween(DateTimeOffset after, DateTimeOffset until) =>
        _open.Where(o => o.Value <= until).Select(o => new Change(ChangeKind.Data, o.Key, o.Value > after ? o.Value : after, until));
}
