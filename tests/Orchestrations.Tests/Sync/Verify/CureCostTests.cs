using GlusterDr.Errors;
using GlusterDr.Policies;
using GlusterDr.RecoveryPoints;
using GlusterDr.Runs;
using GlusterDr.Tests.Orchestrations.Harness;
using static GlusterDr.Tests.Orchestrations.Sync.Verify.VerificationTests;

namespace GlusterDr.Tests.Orchestrations.Sync.Verify;

/// <summary>After a cure, what was the same before it is not read again, and nothing that was touched since is overlooked.</summary>
public sealed class CureCostTests
{
    [Theory]
    [InlineData(ContentCheck.Full)]
    [InlineData(ContentCheck.Sampled)]
    public async Task After_a_cure_only_what_differed_is_read_again(ContentCheck content)
    {
        await using SimulatedSites sites = await Large(images: 3).EnterAsync();
        // Samples of a file that is small enough are all of it.
        sites.Policy = sites.Policy with { Verification = sites.Policy.Verification with { Content = content, WholeUpTo = Bytes } };
        await DailyAsync(sites);
        sites.Secondary.Corrupt("vms/large2.qcow2", 77);
        (long near, long far) = (Primary(sites).BytesRead, sites.Secondary.BytesRead);

        RunReport report = await DailyAsync(sites);

        report.ShouldHaveWarned(ErrorCodes.ContentDiffers, "vms/large2.qcow2");
        (Primary(sites).BytesRead - near).ShouldBe(3 * Bytes);
        (sites.Secondary.BytesRead - far).ShouldBe((3 + 1) * Bytes, "the one that differed twice, the others once");
        Coverage coverage = (await PointAsync(sites, report)).Coverage.ShouldNotBeNull();
        (coverage.Files, coverage.Compared).ShouldBe((3, 3 * Bytes));
        coverage.IsComplete.ShouldBeTrue();
        ShouldBeTheSame(sites, 3);
        await sites.ShouldBeTidyAsync();
    }

    [Theory]
    [InlineData(ContentCheck.Full)]
    [InlineData(ContentCheck.Sampled)]
    [InlineData(ContentCheck.Changed)]
    public async Task What_somebody_changes_between_two_comparisons_is_found_by_the_second(ContentCheck content)
    {
        await using SimulatedSites sites = await Large(images: 3).EnterAsync();
        sites.Policy = sites.Policy with { Verification = sites.Policy.Verification with { Content = content, WholeUpTo = content == ContentCheck.Changed ? 0 : Bytes } };
        await DailyAsync(sites);
        sites.Secondary.Corrupt("vms/large2.qcow2", 77);
        sites.World.When("agent distrust").Once().DoAfter(() => sites.Secondary.Corrupt("vms/large3.qcow2", 5));

        RunReport report = await DailyAsync(sites);

        Error[] told = [.. report.Run.Warnings.Where(w => w.Code == ErrorCodes.ContentDiffers)];
        told.Length.ShouldBe(2, RunTests.Why(report));
        told[0].Message.ShouldContain("vms/large2.qcow2");
        told[1].Message.ShouldContain("vms/large3.qcow2");
        ShouldBeTheSame(sites, 3);
        (await PointAsync(sites, report)).Coverage.ShouldNotBeNull().IsComplete.ShouldBeTrue();
    }

    // Pieces that this destination alone made necessary are not read a third time either.
    [Fact]
    public async Task What_was_read_beyond_the_plan_is_remembered_too()
    {
        await using SimulatedSites sites = await Large(images: 2).EnterAsync();
        await DailyAsync(sites);
        sites.Secondary.Corrupt(Image, 77 * BlocksInAShard);
        sites.World.When(c => c.Is("agent probe") && c.Host == "s1").Once().DoBefore(() => sites.Secondary.Touch("vms/large2.qcow2"));
        (long near, long far) = (Primary(sites).BytesRead, sites.Secondary.BytesRead);

        RunReport report = await DailyAsync(sites);

        report.ShouldHaveWarned(ErrorCodes.ContentDiffers, Image);
        // A day's share, all of the image that was touched, and of the one that was dated back.
        long share = 2 * Bytes / 7;
        (Primary(sites).BytesRead - near).ShouldBeLessThan((long)(share + (2.1 * Bytes)));
        (sites.Secondary.BytesRead - far).ShouldBeLessThan((long)((share * 1.5) + (2.1 * Bytes)));
        (await PointAsync(sites, report)).Coverage.ShouldNotBeNull().IsComplete.ShouldBeTrue();
    }

    private static void ShouldBeTheSame(SimulatedSites sites, int images)
    {
        DateTimeOffset now = sites.Clock.GetUtcNow();
        for (int i = 1; i <= images; i++)
        {
            sites.Secondary.Files[$"vms/large{i}.qcow2"].ContentAt(now).HasSameBytes(Primary(sites).Files[$"vms/large{i}.qcow2"].ContentAt(now)).ShouldBeTrue();
        }
    }
}
