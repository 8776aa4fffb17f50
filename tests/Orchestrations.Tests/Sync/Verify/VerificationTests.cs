using GlusterDr.Conformance;
using GlusterDr.Errors;
using GlusterDr.Gluster.VerifiedFiles;
using GlusterDr.Policies;
using GlusterDr.RecoveryPoints;
using GlusterDr.Runs;
using GlusterDr.Simulators;
using GlusterDr.Tests.Orchestrations.Harness;

namespace GlusterDr.Tests.Orchestrations.Sync.Verify;

/// <summary>What changed is compared in the next run, and everything else within the rotation: no bad byte stays unseen.</summary>
[TakesLong(25)]
public sealed class VerificationTests
{
    internal const string Image = "vms/large1.qcow2";
    internal const long Bytes = 1L << 30;
    private const long Shard = 4 << 20;
    internal const long BlocksInAShard = Shard / 65536;

    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    [Fact]
    public async Task The_first_run_compares_every_byte_and_the_next_what_changed_and_its_share()
    {
        await using SimulatedSites sites = await Large().EnterAsync();

        RunReport first = await DailyAsync(sites);
        Rewrite(sites, 5, 6, 200);
        RunReport second = await DailyAsync(sites);

        Coverage all = (await PointAsync(sites, first)).Coverage.ShouldNotBeNull();
        all.ShouldBe(new Coverage(ContentCheck.Changed, 1, Bytes, Bytes));
        all.IsComplete.ShouldBeTrue();
        Coverage part = (await PointAsync(sites, second)).Coverage.ShouldNotBeNull();
        part.IsComplete.ShouldBeTrue();
        // 256 pieces: the three that changed, and a seventh of all.
        part.Compared.ShouldBeInRange((3 + 37) * Shard, (3 + 38) * Shard);
        part.Unchanged.ShouldBe(Bytes - part.Compared);
        part.UnchangedSince.ShouldNotBeNull().ShouldBeLessThan(first.Run.EndedAt!.Value);
        second.Destinations[0].BytesCompared.ShouldBe(part.Compared);
    }

    [Theory]
    [InlineData(nameof(SimulatedVolume.Corrupt))]
    [InlineData(nameof(SimulatedVolume.CorruptUnseen))]
    public async Task A_bad_block_in_what_changed_is_found_in_the_next_run(string harm)
    {
        await using SimulatedSites sites = await Large().EnterAsync();
        await DailyAsync(sites);
        // Once it has been carried: what is carried later would be made good by that.
        Rewrite(sites, 5, 200);
        sites.World.When(c => c.Is("agent probe") && c.Host == "s1").Once().DoBefore(() => Harm(sites, harm, (5 * BlocksInAShard) + 17));

        RunReport report = await DailyAsync(sites);

        report.ShouldHaveWarned(ErrorCodes.ContentDiffers, Image, "bytes 20971520 to 25165823");
        await ShouldBeSoundAsync(sites, report);
    }

    [Fact]
    public async Task A_block_that_somebody_changed_at_the_secondary_is_found_in_the_next_run_by_its_stamp()
    {
        await using SimulatedSites sites = await Large().EnterAsync();
        await DailyAsync(sites);
        Harm(sites, nameof(SimulatedVolume.Corrupt), (77 * BlocksInAShard) + 3);

        RunReport report = await DailyAsync(sites);

        report.ShouldHaveWarned(ErrorCodes.ContentDiffers, Image, $"bytes {77 * Shard} to {(78 * Shard) - 1}");
        await ShouldBeSoundAsync(sites, report);
    }

    // Past all times, as a disk that returns other bytes than were written to it does.
    [Theory]
    [InlineData(0, false)]
    [InlineData(12_345, false)]
    [InlineData(16_383, false)]
    [InlineData(12_345, true)]
    public async Task A_bad_block_that_no_time_tells_of_is_found_within_the_rotation(long block, bool guestWrites)
    {
        await using SimulatedSites sites = await Large().EnterAsync();
        await DailyAsync(sites);
        Harm(sites, nameof(SimulatedVolume.CorruptUnseen), block);
        RunReport? found = null;
        for (int day = 1; day <= 7 && found is null; day++)
        {
            if (guestWrites)
            {
                Rewrite(sites, day, 100 + day);
            }

            RunReport report = await DailyAsync(sites);
            found = report.Run.Warnings.Any(w => w.Code == ErrorCodes.ContentDiffers) ? report : null;
        }

        found.ShouldNotBeNull().ShouldHaveWarned(ErrorCodes.ContentDiffers, Image);
        await ShouldBeSoundAsync(sites, found);
    }

    [Fact]
    public async Task Nothing_is_said_to_be_verified_longer_ago_than_the_rotation()
    {
        await using SimulatedSites sites = await Large().EnterAsync();
        for (int day = 0; day < 16; day++)
        {
            Coverage coverage = (await PointAsync(sites, await DailyAsync(sites))).Coverage.ShouldNotBeNull();
            coverage.IsComplete.ShouldBeTrue();
            (sites.Clock.GetUtcNow() - (coverage.UnchangedSince ?? sites.Clock.GetUtcNow())).ShouldBeLessThanOrEqualTo(7 * s_day);
        }
    }

    // The proof of the cost: bytes counted where they are read.
    [Fact]
    public async Task A_terabyte_with_a_gigabyte_changed_costs_that_and_the_share_of_the_rotation()
    {
        const int images = 16;
        const long each = 64L << 30;
        await using SimulatedSites sites = await Large(images, each).EnterAsync();
        RunReport first = await DailyAsync(sites);
        first.Destinations[0].BytesCompared.ShouldBe(images * each);
        for (int image = 1; image <= images; image++)
        {
            // 16 shards of 4 MiB in each of 16 images: 1 GiB.
            Rewrite(sites, $"vms/large{image}.qcow2", [.. Enumerable.Range(0, 16).Select(i => (image * 100) + (i * 900))]);
        }

        (long near, long far) = (Primary(sites).BytesRead, sites.Secondary.BytesRead);
        RunReport report = await DailyAsync(sites);

        const long changed = 1L << 30;
        long since = (long)Math.Ceiling(images * each / 7.0);
        long read = report.Destinations[0].BytesCompared;
        report.Run.State.ShouldBe(RunState.Succeeded, RunTests.Why(report));
        (Primary(sites).BytesRead - near).ShouldBe(read);
        (sites.Secondary.BytesRead - far).ShouldBe(read);
        // The day has a few seconds more than 24 hours: 0.1 % of the share.
        read.ShouldBeInRange(changed + since, (long)(changed + (since * 1.001)));
        report.Destinations[0].Coverage.ShouldNotBeNull().IsComplete.ShouldBeTrue();
    }

    [Fact]
    public async Task Without_stored_verification_everything_is_compared()
    {
        await using SimulatedSites sites = await Large().EnterAsync();
        await DailyAsync(sites);
        await sites.Plane.Get<VerifiedFileStore>().DeleteAsync(sites.Policy.Name, CancellationToken.None);

        RunReport report = await DailyAsync(sites);

        report.Destinations[0].BytesCompared.ShouldBe(Bytes);
    }

    [Fact]
    public async Task A_run_that_is_not_proven_verifies_nothing()
    {
        await using SimulatedSites sites = await Large().EnterAsync();
        await DailyAsync(sites);
        Rewrite(sites, 5);
        CommandRule refused = sites.World.When(c => c.Is("gluster volume geo-replication stop")).Answer(1, error: "geo-replication command failed");
        RunReport failed = await DailyAsync(sites);
        failed.Run.State.ShouldBe(RunState.Failed, RunTests.Why(failed));
        refused.Times(0);
        await sites.StopSessionAsync();

        RunReport report = await DailyAsync(sites);

        report.Destinations[0].BytesCompared.ShouldBeGreaterThan(Bytes * 2 / 7, "the share of two days, and what changed");
    }

    // Whatever was written by then: the point says what is true, and the next run knows what was verified.
    [Fact]
    public async Task Killed_after_any_step_of_the_proof_nothing_that_was_verified_is_lost()
    {
        int step = 1;
        while (await IsKilledAsync(step))
        {
            step += 2;
        }

        step.ShouldBeGreaterThan(30);
    }

    private static async Task<bool> IsKilledAsync(int step)
    {
        await using SimulatedSites sites = await Large().EnterAsync();
        KillAt killAt = new(step);
        ControlPlane plane = await sites.StartAsync(killAt);
        killAt.Kill = plane.Kill;
        string id = sites.NextRun;
        Task<string> start = plane.Get<RunStarter>().StartAsync(sites.Policy.Name, RunTrigger.Demand, CancellationToken.None);
        await sites.Simulation.RunUntilAsync(Task.WhenAny(killAt.Killed, EndAsync(plane, start)));
        if (!killAt.Killed.IsCompleted)
        {
            return false;
        }

        sites.Clock.Advance(TimeSpan.FromSeconds(5));
        await sites.StartAsync();
        RunReport report = await sites.EndOfAsync(id);
        (await PointAsync(sites, report)).Coverage.ShouldBe(new Coverage(ContentCheck.Changed, 1, Bytes, Bytes), $"killed after step {step}");
        sites.Clock.Advance(s_day);
        RunReport next = await sites.RunAsync();
        next.Destinations[0].BytesCompared.ShouldBeInRange(Bytes / 7, Bytes / 6, $"killed after step {step}");
        return true;
    }

    private static async Task EndAsync(ControlPlane plane, Task<string> start) =>
        await plane.Engine.WaitForInstanceCompletionAsync(await start);

    [Fact]
    public async Task Samples_say_what_they_miss()
    {
        await using SimulatedSites sites = await Large().EnterAsync();
        sites.Policy = sites.Policy with { Verification = sites.Policy.Verification with { Content = ContentCheck.Sampled } };

        Coverage coverage = (await PointAsync(sites, await DailyAsync(sites))).Coverage.ShouldNotBeNull();

        coverage.ShouldBe(new Coverage(ContentCheck.Sampled, 1, Bytes, 256 * 65536)
        {
            NeverVerified = Bytes - (256 * 65536),
            MissProbability = 1 - (256 / 16384.0),
        });
        coverage.IsComplete.ShouldBeFalse();
    }

    [Fact]
    public async Task All_of_it_compares_every_byte_in_each_run()
    {
        await using SimulatedSites sites = await Large().EnterAsync();
        sites.Policy = sites.Policy with { Verification = sites.Policy.Verification with { Content = ContentCheck.Full } };
        await DailyAsync(sites);

        (await DailyAsync(sites)).Destinations[0].Coverage.ShouldBe(new Coverage(ContentCheck.Full, 1, Bytes, Bytes));
    }

    // One destination fell behind: what it has not seen is read for it, and the other one pays nothing.
    [Fact]
    public async Task A_destination_that_missed_runs_gets_what_it_missed()
    {
        await using SimulatedSites sites = await Large(destinations: 2).EnterAsync();
        await DailyAsync(sites);
        sites.World.Site("far").Volume("gv3").Stop();
        Rewrite(sites, 40, 41);
        RunReport partly = await DailyAsync(sites);
        partly.Destinations.Single(d => d.Name == "far").RecoveryPoint.ShouldBeNull();
        sites.World.Site("far").Volume("gv3").Start();
        sites.World.Site("far").Volume("gv3").CorruptUnseen(Image, 40 * BlocksInAShard);

        RunReport report = await DailyAsync(sites);

        foreach (RunDestination destination in report.Destinations)
        {
            destination.Coverage.ShouldNotBeNull(RunTests.Why(report)).IsComplete.ShouldBeTrue();
        }

        sites.World.Site("far").Volume("gv3").Files[Image].ContentAt(sites.Clock.GetUtcNow())
            .HasSameBytes(Primary(sites).Files[Image].ContentAt(sites.Clock.GetUtcNow())).ShouldBeTrue();
    }

    [Fact]
    public async Task What_the_steps_hand_on_is_forgotten_at_the_end()
    {
        await using SimulatedSites sites = await Large().EnterAsync();
        RunReport report = await DailyAsync(sites);

        List<string> left = [];
        await foreach (Store.Document document in sites.Plane.Get<Store.IDocumentStore>().ListAsync($"run-{report.Run.Id}"))
        {
            left.Add(document.Key);
        }

        left.ShouldNotBeEmpty();
        left.ShouldAllBe(key => !key.StartsWith("pieces:"));
    }

    /// <summary>Machines that are on and write nothing, with large images.</summary>
    internal static SimulatedSites Large(int images = 1, long each = Bytes, int destinations = 1)
    {
        SimulatedSites sites = new(machines: 0, destinations, new WorldOptions { LinkBytesPerSecond = 1L << 50 });
        sites.Policy = sites.Policy with { Verification = new VerificationSettings { WholeUpTo = 0 } };
        for (int i = 1; i <= images; i++)
        {
            SimulatedMachine machine = sites.World.Site("main").Hypervisors[0].AddMachine($"large{i}", Primary(sites), bytes: each);
            machine.Stop();
            machine.RecordsPerSecond = 0;
            machine.Start();
            machine.RecordsPerSecond = 0;
        }

        return sites;
    }

    /// <summary>A run, and the rest of the day after it.</summary>
    internal static async Task<RunReport> DailyAsync(SimulatedSites sites)
    {
        DateTimeOffset began = sites.Clock.GetUtcNow();
        RunReport report = await sites.RunAsync();
        sites.Clock.AdvanceTo(began + s_day);
        return report;
    }

    internal static SimulatedVolume Primary(SimulatedSites sites) => sites.World.Site("main").Volume("gv1");

    private static void Rewrite(SimulatedSites sites, params int[] shards) => Rewrite(sites, Image, shards);

    private static void Rewrite(SimulatedSites sites, string image, int[] shards) =>
        Primary(sites).Rewrite(image, [.. shards.Select(s => s * BlocksInAShard)]);

    private static void Harm(SimulatedSites sites, string harm, long block)
    {
        if (harm == nameof(SimulatedVolume.Corrupt))
        {
            sites.Secondary.Corrupt(Image, block);
        }
        else
        {
            sites.Secondary.CorruptUnseen(Image, block);
        }
    }

    internal static async Task<RecoveryPoint> PointAsync(SimulatedSites sites, RunReport report)
    {
        string id = report.Destinations[0].RecoveryPoint.ShouldNotBeNull(RunTests.Why(report));
        return (await sites.Plane.Get<RecoveryPointStore>().FindAsync(sites.Policy.Name, id, CancellationToken.None)).ShouldNotBeNull();
    }

    /// <summary>The copy is the primary again, and the point says that every byte is verified.</summary>
    private static async Task ShouldBeSoundAsync(SimulatedSites sites, RunReport report)
    {
        DateTimeOffset now = sites.Clock.GetUtcNow();
        sites.Secondary.Files[Image].ContentAt(now).HasSameBytes(Primary(sites).Files[Image].ContentAt(now)).ShouldBeTrue();
        (await PointAsync(sites, report)).Coverage.ShouldNotBeNull().IsComplete.ShouldBeTrue();
        await sites.ShouldBeTidyAsync();
    }
}
