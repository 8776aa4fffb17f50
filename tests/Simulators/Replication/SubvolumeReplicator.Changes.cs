using GlusterDr.Gluster.Content;

namespace GlusterDr.Simulators;

// Replication of changes: each file that a changelog names is copied in its present state, not in its state at the change.
internal sealed partial class SubvolumeReplicator
{
    /// <summary>Everything up to now is replicated.</summary>
    public void MakeCurrent()
    {
        DateTimeOffset now = Now;
        Replicate(new Batch(now, now, AllFiles(now)), int.MaxValue);
        Cursor = subvolume.Rollovers.LastAt(now) - TimeSpan.FromSeconds(1);
        Status.Synced(Cursor.Value.ToUnixTimeSeconds() - 1, 0, now);
    }

    private void BeginHybridCrawl()
    {
        Status.Crawl = "Hybrid Crawl";
        DateTimeOffset now = Now;
        List<Change> all = AllFiles(now);
        _batch = new Batch(now, now, all);
        Status.Data = all.Count;
        Go(ReplicatorPhase.HybridCrawl, TimeSpan.FromSeconds(1) + DurationOf(all));
    }

    private List<Change> AllFiles(DateTimeOffset now) =>
        [.. session.Primary.Live.Keys.Select(p => new Change(ChangeKind.Create, p, now, now)).Where(IsHere)];

    private void BeginBatch(ReplicatorPhase phase, DateTimeOffset after, DateTimeOffset until, Action orElse)
    {
        List<Change> changes = until <= after
            ? []
            : [.. session.Primary.Changes.Between(after, until).Where(IsHere).Where(c => !subvolume.Rollovers.IsLost(_active!, c.From, Earlier(c.To, until)))];
        if (changes.Count == 0)
        {
            orElse();
            return;
        }

        // Empty changelogs are not listed: the last one that is not empty counts.
        DateTimeOffset last = changes.Max(c => Earlier(c.To, until));
        DateTimeOffset rollover = FirstRolloverAtOrAfter(last, until);
        _batch = new Batch(rollover, Now, changes);
        Status.Data = changes.Count(c => c.Kind is ChangeKind.Data or ChangeKind.Create);
        Status.Entry = changes.Count(c => c.Kind is ChangeKind.Create or ChangeKind.Unlink);
        Go(phase, DurationOf(changes));
    }

    private void EndBatch()
    {
        Batch batch = _batch!;
        bool isFull = IsFull(batch);
        _batch = null;
        if (isFull && !session.MovesOnWhenFull)
        {
            Break(SessionFault.Full);
            return;
        }

        if (!isFull)
        {
            Replicate(batch, int.MaxValue);
        }

        (Status.Entry, Status.Data, Status.Meta) = (0, 0, 0);
        Cursor = batch.Until;
        long stime = _phase == ReplicatorPhase.HybridCrawl ? batch.Until.ToUnixTimeSeconds() : batch.Until.ToUnixTimeSeconds() - 1;
        if (Status.Synced(stime, session.Config.Checkpoint, Now))
        {
            session.Log.CheckpointCompleted(_active!, session.Config.Checkpoint, Now);
        }

        session.Primary.Changes.Prune(World.Sessions.Where(s => s.Primary == session.Primary).SelectMany(s => s.Replicators)
            .Min(r => r.Cursor) ?? DateTimeOffset.MinValue);
    }

    private void AbandonBatch()
    {
        if (_batch is { } batch)
        {
            Replicate(batch, PartDone(batch));
            _batch = null;
        }
    }

    /// <summary>Copies the first files of a batch. The file that is being copied arrives torn.</summary>
    private void Replicate(Batch batch, int count)
    {
        int done = 0;
        foreach (IGrouping<string, Change> file in batch.Changes.Where(c => c.Kind != ChangeKind.Meta).GroupBy(c => c.Path))
        {
            if (done > count)
            {
                return;
            }

            ReplicateFile(file.Key, [.. file.Select(c => c.Kind)], batch.StartedAt, interrupted: done == count);
            done++;
        }
    }

    private void ReplicateFile(string path, HashSet<ChangeKind> kinds, DateTimeOffset since, bool interrupted)
    {
        if (session.SilentlySkipped.Contains(path))
        {
            return;
        }

        if (session.Failing.Contains(path))
        {
            Status.Failures++;
            return;
        }

        SimulatedVolume secondary = session.Secondary;
        if (!session.Primary.TryGetFile(path, out SimulatedFile? file))
        {
            ReplicateDeletion(path, kinds);
        }
        else if (secondary.TryGetFile(path, out SimulatedFile? copy) && copy.LooksCurrent && !kinds.Contains(ChangeKind.Data))
        {
            // rsync compares size and modification time in seconds, and skips the file.
        }
        else if (kinds.Contains(ChangeKind.Create) || secondary.Live.ContainsKey(path))
        {
            // rsync runs with --existing: a changelog with data only never creates a missing file again.
            bool torn = interrupted || file.Writer?.WritesBetween(since, Now) == true;
            ReplicateContent(file, torn, inParts: !kinds.Contains(ChangeKind.Create));
        }
    }

    private void ReplicateDeletion(string path, HashSet<ChangeKind> kinds)
    {
        if (kinds.Contains(ChangeKind.Unlink))
        {
            session.Secondary.RemoveReplica(path);
        }
        else if (kinds.Contains(ChangeKind.Create) && !session.Secondary.Live.ContainsKey(path))
        {
            session.Secondary.PutReplica(new SimulatedFile(path, FileContent.Empty));
        }
    }

    private void ReplicateContent(SimulatedFile file, bool torn, bool inParts)
    {
        if (!session.TrapSprings)
        {
            SimulatedFile replicated = file.CopyAt(Now, torn);
            if (session.Secondary.TryGetFile(file.Path, out SimulatedFile? before))
            {
                replicated.Touches = before.Touches + (inParts ? 0 : 1);
                KeepCorrupted(before, replicated, inParts);
            }

            session.Secondary.PutReplica(replicated);
        }
        else if (!session.Secondary.Live.ContainsKey(file.Path))
        {
            session.Secondary.PutReplica(new SimulatedFile(file.Path, FileContent.Empty) { Format = file.Format });
        }
    }

    /// <summary>Only shards that were written to are replicated: corruption in another one stays.</summary>
    private void KeepCorrupted(SimulatedFile before, SimulatedFile replicated, bool inParts)
    {
        long shard = session.Secondary.ShardSize;
        FileContent clean = before.CleanAt(Now);
        FileContent content = replicated.ContentAt(Now);
        foreach ((long block, long version) in before.Corrupted)
        {
            long start = shard == 0 ? 0 : block * BlockSampler.BlockSize / shard * shard;
            long length = shard == 0 ? content.Size : Math.Min(shard, content.Size - start);
            if (inParts && shard > 0 && clean.DigestRange(start, length).SequenceEqual(content.DigestRange(start, length)))
            {
                replicated.Corrupted = replicated.Corrupted.Add(block, version);
                replicated.Unseen = before.Unseen.Contains(block) ? replicated.Unseen.Add(block) : replicated.Unseen;
                replicated.SetContent(replicated.ContentAt(Now) with { Blocks = replicated.ContentAt(Now).Blocks.SetItem(block, before.ContentAt(Now).Blocks[block]) });
            }
        }
    }

    private bool IsHere(Change change) => change.Kind == ChangeKind.Meta || session.Primary.SubvolumeOf(change.Path) == subvolume.Index;

    private bool IsFull(Batch batch) => batch.Changes.Any(c => c.Kind != ChangeKind.Meta) && session.Secondary.Free == 0;

    private int PartDone(Batch batch)
    {
        double whole = Math.Max((_due!.Value - batch.StartedAt).TotalSeconds, 0.001);
        return (int)((Now - batch.StartedAt).TotalSeconds / whole * batch.Changes.Count);
    }

    private TimeSpan DurationOf(List<Change> changes)
    {
        long bytes = changes.Sum(c => BytesOf(c));
        return World.Options.BatchOverhead + TimeSpan.FromSeconds((double)bytes / World.Options.LinkBytesPerSecond);
    }

    private long BytesOf(Change change)
    {
        if (change.Kind is ChangeKind.Meta or ChangeKind.Unlink || !session.Primary.TryGetFile(change.Path, out SimulatedFile? file))
        {
            return 0;
        }

        FileContent content = file.ContentAt(Now);
        return session.Secondary.TryGetFile(change.Path, out SimulatedFile? copy)
            ? Math.Min(content.Allocated, Math.Max(content.JournalTo - copy.ContentAt(Now).JournalTo, 1) * 4096)
            : content.Allocated;
    }

    private DateTimeOffset FirstRolloverAtOrAfter(DateTimeOffset change, DateTimeOffset until)
    {
        DateTimeOffset last = until;
        for (DateTimeOffset earlier = Before(last); earlier >= change && earlier < last; earlier = Before(last))
        {
            last = earlier;
        }

        return last;
    }

    private DateTimeOffset Before(DateTimeOffset rollover) => subvolume.Rollovers.LastAt(rollover - TimeSpan.FromTicks(1));

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
