using GlusterDr.Runs;

namespace GlusterDr.Tests.Lab.Corruption;

/// <summary>
/// Twenty bad blocks at the secondary, at random places of sparse images, one of them of 8 GiB, and of the guest's own. A run finds what lies in what
/// changed, and what somebody wrote there through Gluster; what changes no time that a mount shows, the rotation finds.
/// </summary>
[Collection(LabCollection.Name)]
[Trait("length", "long")]
public sealed class CorruptionTests(LabSites lab, ITestOutputHelper output) : LabTests
{
    /// <summary>What was compared so long ago is due again: the rotation is set so that a few runs go by before.</summary>
    private static readonly TimeSpan s_due = TimeSpan.FromSeconds(100);

    /// <summary>Between the applied schedule and the plan of what is read, with what the plan adds for the time to the next run.</summary>
    private static readonly TimeSpan s_slack = TimeSpan.FromSeconds(60);

    private readonly TrialLog _log = new(output);

    [Fact]
    public async Task A_bad_block_at_the_secondary_is_found_reported_and_cured()
    {
        Random random = _log.Draw();
        await using ColdVm vm = await ColdVm.MakeAsync(random);
        _log.Say($"{ColdVm.Disks} sparse images are made");
        await RunAsync([], "base");
        List<Trial> all = [];
        foreach (IReadOnlyList<Trial> drawn in Trials.Draw(random))
        {
            List<Trial> round = [];
            foreach (Trial trial in drawn)
            {
                round.Add(await Trials.PlaceAsync(trial, random));
                _log.Say($"{round[^1]}");
            }

            await RoundAsync(round, random);
            all.AddRange(round);
        }

        foreach (IGrouping<string, Trial> group in all.GroupBy(t => $"{t.Way}, {(t.Changed ? "in what changes" : "elsewhere")}: {t.Outcome}"))
        {
            _log.Say($"{group.Count()} x {group.Key}");
        }

        all.Count.ShouldBe(20);
        _log.Failures.ShouldBeEmpty();
    }

    /// <summary>Makes the blocks bad, and runs until each is found or its turn has come for certain.</summary>
    private async Task RoundAsync(IReadOnlyList<Trial> round, Random random)
    {
        Dictionary<int, string> carried = [];
        foreach (Trial trial in round.Where(t => t.Changed && !Trials.IsGuests(t)))
        {
            carried[trial.Number] = await ChangeBesideAsync(trial, random);
        }

        foreach (Trial trial in round.Where(t => t.Way != Way.BrickOnceCarried))
        {
            trial.Bad = await Intruder.CorruptAsync(trial, null);
        }

        (Trial Trial, Task<string> Bad)[] awaited =
            [.. round.Where(t => t.Way == Way.BrickOnceCarried).Select(t => (t, Intruder.CorruptAsync(t, carried[t.Number])))];
        long since = TimeProvider.System.GetTimestamp();
        for (int run = 1; round.Any(t => t.Outcome is null); run++)
        {
            bool isDue = TimeProvider.System.GetElapsedTime(since) > s_due + s_slack;
            RunReport report = await RunAsync(round, $"run {run}{(isDue ? ", all is due" : "")}");
            foreach ((Trial trial, Task<string> bad) in awaited)
            {
                trial.Bad = await bad;
            }

            await JudgeAsync(round, report, run, isDue);
        }
    }

    private static async Task<string> ChangeBesideAsync(Trial trial, Random random)
    {
        long shard = trial.Offset / Trial.Shard;
        long other;
        do
        {
            other = (shard * Trial.Shard) + (random.NextInt64(Trial.Shard / Trial.Block) * Trial.Block);
        }
        while (other == trial.Offset);
        return await ColdVm.ChangeAsync(trial.Image, shard, other);
    }

    /// <summary>A run, and what the guest's journal says of it.</summary>
    private async Task<RunReport> RunAsync(IReadOnlyList<Trial> round, string name)
    {
        DateTimeOffset next = TimeProvider.System.GetUtcNow().AddHours(1);
        // A tenth more than the time to the next run, as the rotation counts it.
        int rotation = (int)(TimeSpan.FromHours(1.1) + s_due).TotalSeconds;
        await lab.Cli.ApplyWithAsync(
            $"schedule: \"{next.Second} {next.Minute} {next.Hour} * * *\"\nproof:\n  whole-up-to: 1MiB\n  rotation: {rotation}s\n", "--rollover", "3", "--interval", "1");
        long before = await LabSites.GuestWroteAsync();
        Task<SyncOutcome> sync = lab.Cli.SyncAsync();
        long frozen = await Proof.FrozenByAsync(lab);
        SyncOutcome outcome = await sync;
        RunReport report = outcome.ShouldSucceed();
        RunDestination destination = report.Destinations.ShouldHaveSingleItem();
        (long compared, long bytes) = (destination.Coverage!.Compared, destination.Coverage.Bytes);
        _log.Say($"{name}: {report.Run.State}, exit {outcome.ExitCode}, compared {compared >> 20} of {bytes >> 20} MiB, {destination.Cures} cure(s), "
            + $"took {(report.Run.EndedAt - report.Run.StartedAt)?.TotalSeconds:0} s");
        report.Vms.Single(v => v.Vm.Name == ColdVm.Name).State.ShouldBe(VmState.ShutOff);
        await LabSites.ShouldBeTidyAsync("s1::gv2");

        JournalVerdict journal = await LabSites.JournalAsync();
        bool mayBeTorn = compared < bytes && round.Any(t => Trials.IsGuests(t) && t is { Changed: false, Way: Way.Brick, Outcome: null });
        if (!journal.Whole)
        {
            string torn = $"{name}: the journal at the secondary is not whole ({string.Join("; ", journal.Faults)}); compared {compared} of {bytes} bytes";
            (mayBeTorn ? (Action<string>)_log.Say : _log.Fail)(torn);
        }
        else if (journal.LastWholeRecord < before || journal.LastWholeRecord > frozen)
        {
            _log.Fail($"{name}: the journal ends at {journal.LastWholeRecord}, not within {before} to {frozen}");
        }

        return report;
    }

    private async Task JudgeAsync(IReadOnlyList<Trial> round, RunReport report, int run, bool isDue)
    {
        Trial[] open = [.. round.Where(t => t.Outcome is null)];
        string[] there = await Intruder.ReadAsync("s1", open);
        string[] here = await Intruder.ReadAsync("p1", open);
        RunDestination destination = report.Destinations[0];
        foreach ((Trial trial, int i) in open.Select((t, i) => (t, i)))
        {
            // The guest writes on in its own image, whose journal is the judge.
            bool isGood = there[i] != trial.Bad && (Trials.IsGuests(trial) || there[i] == here[i]);
            bool isNamed = NamedBytes.Name(report, trial);
            string? wrong = (isNamed, isGood) switch
            {
                (true, false) => "named, and bad still",
                (true, true) when destination.Cures == 0 => "named without a cure",
                (true, true) when report.Run.State != RunState.SucceededWithWarnings => "named without a warning",
                (false, true) when !trial.Changed || trial.Way == Way.BrickOnceCarried => "put right without a word",
                (false, false) when trial.Changed => "not found, though it lies in what changed",
                (false, false) when trial.Way == Way.Mount => "not found, though it was written through Gluster",
                (false, false) when destination.Coverage!.Compared == destination.Coverage.Bytes => "not found, though all was compared",
                (false, false) when isDue => "not found, though its turn has come",
                _ => null,
            };
            trial.Outcome = wrong ?? (isNamed ? $"found, named and cured in run {run}" : isGood ? $"overwritten by replication in run {run}" : null);
            if (wrong is not null)
            {
                _log.Fail($"{trial}: {wrong}, in run {run}: {string.Join('\n', report.Run.Warnings)}");
            }
            else if (trial.Outcome is not null)
            {
                _log.Say($"{trial}: {trial.Outcome}");
            }
        }
    }
}
