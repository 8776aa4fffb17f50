namespace GlusterDr.Tests.Lab.Corruption;

/// <summary>Draws the trials: half by brick and half by mount, half of each in what changes and half elsewhere.</summary>
internal static class Trials
{
    public const int Rounds = 4;

    private const string Guest = "vms/vm1.qcow2";

    /// <summary>Four rounds of five trials, one for each image, so that the cure of one does not touch the block of another.</summary>
    public static IReadOnlyList<IReadOnlyList<Trial>> Draw(Random random)
    {
        // The guest has written more than one shard by the later rounds: there is something elsewhere in its image.
        Trial[] guest = [new(0, Way.Brick, true), new(0, Way.Mount, true), new(0, Way.Brick, false), new(0, Way.Mount, false)];
        List<Trial> others =
        [
            .. Enumerable.Repeat(new Trial(0, Way.Brick, true), 2),
            .. Enumerable.Repeat(new Trial(0, Way.BrickOnceCarried, true), 2),
            .. Enumerable.Repeat(new Trial(0, Way.Mount, true), 4),
            .. Enumerable.Repeat(new Trial(0, Way.Brick, false), 4),
            .. Enumerable.Repeat(new Trial(0, Way.Mount, false), 4),
        ];
        Trial[] shuffled = [.. others];
        random.Shuffle(shuffled);
        return [.. Enumerable.Range(0, Rounds).Select(round => (IReadOnlyList<Trial>)
        [
            .. Enumerable.Range(0, ColdVm.Disks).Select(disk => shuffled[(round * ColdVm.Disks) + disk] with
            {
                Number = (round * (ColdVm.Disks + 1)) + disk + 1,
                Image = ColdVm.Image(disk),
            }),
            guest[round] with { Number = (round + 1) * (ColdVm.Disks + 1), Image = Guest },
        ])];
    }

    public static bool IsGuests(Trial trial) => trial.Image == Guest;

    /// <summary>The same at a random block of the image's data.</summary>
    public static async Task<Trial> PlaceAsync(Trial trial, Random random)
    {
        IReadOnlyList<(long Number, long Bytes)> shards = await Intruder.ShardsAsync(trial.Image);
        if (IsGuests(trial))
        {
            // Its first shard has the head of the journal, and its last one the newest records: those change all the time.
            (long, long)[] still = [.. shards.Skip(1).SkipLast(1)];
            trial = trial with { Changed = trial.Changed || still.Length == 0 };
            shards = trial.Changed ? [shards[0], shards[^1]] : still;
        }

        (long number, long bytes) = shards[random.Next(shards.Count)];
        return trial with { Offset = (number * Trial.Shard) + (random.NextInt64(bytes / Trial.Block) * Trial.Block) };
    }
}
