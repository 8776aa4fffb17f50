using GlusterDr.Gluster.Content;
using GlusterDr.Gluster.VerifiedFiles;

namespace GlusterDr.Tests.Shared.Gluster.Verification;

public sealed class PiecePlanTests
{
    private const int Pieces = 70;
    private static readonly DateTimeOffset s_start = new(2026, 1, 5, 2, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_week = TimeSpan.FromDays(7);
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    public static TheoryData<string, string, int[]> Plans => new()
    {
        { "nothing changed", "", [] },
        { "some changed", "now", [3, 40, 41] },
        { "all changed", "now", PieceFiles.All(Pieces) },
    };

    [Theory]
    [MemberData(nameof(Plans))]
    public void Only_pieces_with_another_stamp_are_read(string what, string version, int[] changed)
    {
        VerifiedFile known = PieceFiles.Verified("a", Pieces, s_start);
        PieceDigests now = PieceFiles.Read("a", PieceFiles.Stamps(Pieces, version, changed));

        Wanted(PiecePlan.Make([now], [known], Never())[0]).ShouldBe(changed, what);
    }

    [Fact]
    public void Unknown_files_are_read_completely()
    {
        VerifiedFile nothing = VerifiedFile.Unknown("a", "backup/gv2", PieceFiles.Shard, 3);
        VerifiedFile some = nothing.With(PieceFiles.Read("a", PieceFiles.Stamps(3), 1), PieceFiles.Read("a", PieceFiles.Stamps(3), 0, 1), s_start);
        PieceDigests now = PieceFiles.Read("a", PieceFiles.Stamps(3));

        Wanted(PiecePlan.Make([now], [nothing], Never())[0]).ShouldBe([0, 1, 2]);
        Wanted(PiecePlan.Make([now], [some], Never())[0]).ShouldBe([0, 2], "only what both sides have read is known");
    }

    // An older time is a different time: somebody restored the file, or a client's clock is wrong.
    [Fact]
    public void A_stamp_that_was_known_before_the_last_one_is_another_one()
    {
        VerifiedFile first = PieceFiles.Verified("a", 1, s_start);
        PieceDigests second = PieceFiles.Read("a", PieceFiles.Stamps(1, "second", 0), 0);
        VerifiedFile known = first.With(second, second, s_start + s_day);

        Wanted(PiecePlan.Make([PieceFiles.Read("a", PieceFiles.Stamps(1))], [known], Never())[0]).ShouldBe([0]);
    }

    [Theory]
    [InlineData(24, 10)]
    [InlineData(1, 1)]
    [InlineData(168, 70)]
    [InlineData(1000, 70)]
    public void The_share_of_a_run_is_that_of_the_time_since_the_last_one(int hours, int pieces)
    {
        TimeSpan since = TimeSpan.FromHours(hours);
        VerifiedFile known = PieceFiles.Verified("a", Pieces, s_start);

        bool[] wanted = PiecePlan.Make([PieceFiles.Read("a", PieceFiles.Stamps(Pieces))], [known], new(s_start + since, s_week, since, TimeSpan.Zero))[0];

        wanted.Count(w => w).ShouldBe(pieces);
    }

    [Fact]
    public void The_oldest_of_all_files_come_first()
    {
        VerifiedFile[] known = [PieceFiles.Verified("new", 35, s_start + s_day), PieceFiles.Verified("old", 35, s_start)];
        PieceDigests[] now = [.. known.Select(k => PieceFiles.Read(k.Path, PieceFiles.Stamps(35)))];

        IReadOnlyList<bool[]> wanted = PiecePlan.Make(now, known, new(s_start + (2 * s_day), s_week, s_day, s_day));

        wanted.Select(w => w.Count(piece => piece)).ShouldBe([0, 10]);
    }

    // A volume without shards: the pieces are whole files, and one changed file of a hundred must not cause all to be read.
    [Fact]
    public void Files_without_shards_take_turns_as_well()
    {
        VerifiedFile[] known = [.. Enumerable.Range(0, 70).Select(i => PieceFiles.Verified($"file {i}", 1, s_start))];
        PieceDigests[] now = [.. known.Select(k => PieceFiles.Read(k.Path, PieceFiles.Stamps(1)))];

        PiecePlan.Make(now, known, new(s_start + s_day, s_week, s_day, s_day)).Count(w => w[0]).ShouldBe(10);
    }

    // With a schedule the time of the next run is known, and the limit is kept to the second, whatever the intervals are.
    [Theory]
    [InlineData(1, 1, 96)]
    [InlineData(2, 24, 24)]
    [InlineData(3, 1, 4)]
    [InlineData(4, 20, 80)]
    public void On_a_schedule_no_piece_is_ever_older_than_the_period(int seed, int leastHours, int mostHours)
    {
        Random random = new(seed);
        TimeSpan[] gaps = [.. Enumerable.Range(0, 101).Select(_ => TimeSpan.FromMinutes(random.Next(leastHours * 60, mostHours * 60)))];

        Simulate(random, gaps, untilNext: (_, next) => next, (age, _, _) => age <= s_week);
    }

    // Without a schedule, the next interval is assumed to be as long as the last one. If it is longer, the run after it compensates.
    [Fact]
    public void On_demand_a_piece_is_older_than_the_period_by_no_more_than_a_gap_has_grown()
    {
        Random random = new(5);
        TimeSpan[] gaps = [.. Enumerable.Range(0, 101).Select(_ => TimeSpan.FromMinutes(random.Next(60, 4 * 1440)))];

        Simulate(random, gaps, untilNext: (last, _) => last, (age, last, next) => age <= s_week + (next > last ? next - last : TimeSpan.Zero));
    }

    [Fact]
    public void A_daily_run_reads_no_more_than_its_share_on_most_days()
    {
        Random random = new(6);
        TimeSpan[] gaps = [.. Enumerable.Repeat(s_day, 101)];

        int[] read = Simulate(random, gaps, untilNext: (_, next) => next, (age, _, _) => age <= s_week, changing: 0);

        read[0].ShouldBe(Pieces, "nothing is known before the first run");
        read.Skip(10).Average().ShouldBe(Pieces / 7.0, Pieces / 7.0 * 0.2);
        read.Skip(10).Max().ShouldBeLessThan(Pieces / 2);
    }

    /// <summary>Simulates a hundred runs. Before each of them, no piece may be older than allowed.</summary>
    private static int[] Simulate(
        Random random, TimeSpan[] gaps, Func<TimeSpan, TimeSpan, TimeSpan> untilNext, Func<TimeSpan, TimeSpan, TimeSpan, bool> mayBe, int changing = 3)
    {
        VerifiedFile known = VerifiedFile.Unknown("a", "backup/gv2", PieceFiles.Shard, Pieces);
        byte[] stamps = PieceFiles.Stamps(Pieces);
        DateTimeOffset now = s_start;
        List<int> read = [];
        for (int run = 0; run < gaps.Length - 1; run++)
        {
            TimeSpan last = run == 0 ? s_week : gaps[run - 1];
            for (int i = 0; i < changing; i++)
            {
                random.NextBytes(stamps.AsSpan(random.Next(Pieces) * FilePieces.StampBytes, FilePieces.StampBytes));
            }

            PieceDigests sight = PieceFiles.Read("a", [.. stamps]);
            int[] wanted = Wanted(PiecePlan.Make([sight], [known], new(now, s_week, last, untilNext(last, gaps[run])))[0]);
            PieceDigests both = PieceFiles.Read("a", [.. stamps], wanted);
            known = known.With(both, both, now);
            read.Add(wanted.Length);
            now += gaps[run];
            for (int piece = 0; piece < Pieces; piece++)
            {
                mayBe(now - known.At(piece)!.Value, last, gaps[run]).ShouldBeTrue($"run {run}, piece {piece}: {now - known.At(piece)}");
            }
        }

        return [.. read];
    }

    private static int[] Wanted(bool[] wanted) => [.. Enumerable.Range(0, wanted.Length).Where(i => wanted[i])];

    /// <summary>A rotation in which no piece has its turn.</summary>
    private static Rotation Never() => new(s_start, s_week, TimeSpan.Zero, TimeSpan.Zero);
}
