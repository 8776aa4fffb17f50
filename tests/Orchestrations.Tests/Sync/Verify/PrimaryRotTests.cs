using System.Text.Json.Nodes;
using GlusterDr.Errors;
using GlusterDr.Policies;
using GlusterDr.RecoveryPoints;
using GlusterDr.Runs;
using GlusterDr.Simulators;
using GlusterDr.Tests.Orchestrations.Harness;
using static GlusterDr.Tests.Orchestrations.Sync.Verify.VerificationTests;

namespace GlusterDr.Tests.Orchestrations.Sync.Verify;

/// <summary>Bytes that changed without a write: at the primary they are not carried over the good copy, at the secondary they are cured.</summary>
public sealed class PrimaryRotTests
{
    private const long Block = 12_345;
    private static readonly string s_bytes = $"bytes {Block / BlocksInAShard * BlocksInAShard * 65536} to ";

    [Theory]
    [InlineData(ContentCheck.Full)]
    [InlineData(ContentCheck.Changed)]
    public async Task The_vm_is_left_out_and_the_copy_stays_until_a_person_has_decided(ContentCheck content)
    {
        await using SimulatedSites sites = await ShutOff(images: 2).EnterAsync();
        sites.Policy = sites.Policy with { Verification = sites.Policy.Verification with { Content = content } };
        await DailyAsync(sites);
        FileContent good = Copy(sites);
        Primary(sites).CorruptUnseen(Image, Block);

        RunReport report = await UntilLeftOutAsync(sites);

        report.ShouldHaveWarned(ErrorCodes.ContentRotten, "VM 'large1' is left out", Image, s_bytes, "The copy at the secondary is still as it was verified");
        report.Run.Warnings.Single(w => w.Code == ErrorCodes.ContentRotten).Class.ShouldBe(ErrorClass.NeedsPerson);
        sites.World.Machines.All.ShouldAllBe(m => !m.IsOnOverlay);
        RecoveryPoint point = await PointAsync(sites, report);
        point.Vms.Select(vm => vm.VmName).ShouldBe(["large2"]);
        point.VmsLeftOut.ShouldBe(["large1"]);
        point.Coverage.ShouldNotBeNull().IsComplete.ShouldBeTrue();

        // Beyond the time for which what nobody verifies is kept.
        for (int day = 0; day < 9; day++)
        {
            report = await DailyAsync(sites);
            report.ShouldHaveWarned(ErrorCodes.ContentRotten, "large1");
        }

        Copy(sites).HasSameBytes(good).ShouldBeTrue();
        sites.World.CommandCounts.GetValueOrDefault("agent distrust").ShouldBe(0);

        // Somebody writes these bytes at the primary.
        Primary(sites).Rewrite(Image, [Block]);
        report = await DailyAsync(sites);
        report.Run.State.ShouldBe(RunState.Succeeded, RunTests.Why(report));
        Copy(sites).HasSameBytes(Primary(sites).Files[Image].ContentAt(sites.Clock.GetUtcNow())).ShouldBeTrue();
    }

    [Fact]
    public async Task Where_no_other_vm_is_the_run_fails_and_says_why()
    {
        await using SimulatedSites sites = await ShutOff().EnterAsync();
        sites.Policy = sites.Policy with { Verification = sites.Policy.Verification with { Content = ContentCheck.Full } };
        await DailyAsync(sites);
        Primary(sites).CorruptUnseen(Image, Block);

        RunReport report = await DailyAsync(sites);

        report.ShouldHaveFailed(ErrorCodes.ContentRotten, Image, s_bytes);
        report.Run.Error!.Class.ShouldBe(ErrorClass.NeedsPerson);
        report.Run.VmsProtected.ShouldBe(0);
    }

    // The cure of another piece of the file would carry these too.
    [Fact]
    public async Task Before_a_cure_all_of_the_file_is_looked_at()
    {
        await using SimulatedSites sites = await ShutOff(images: 2).EnterAsync();
        await DailyAsync(sites);
        // Each piece is compared once in a week: this one was on the second day.
        RunReport second = await DailyAsync(sites);
        second.Run.State.ShouldBe(RunState.Succeeded, RunTests.Why(second));
        Primary(sites).CorruptUnseen(Image, 0);
        sites.Secondary.Corrupt(Image, 200 * BlocksInAShard);
        FileContent copy = Copy(sites);

        RunReport report = await DailyAsync(sites);

        report.ShouldHaveWarned(ErrorCodes.ContentRotten, Image, "bytes 0 to 4194303");
        Copy(sites).HasSameBytes(copy).ShouldBeTrue();
        sites.World.CommandCounts.GetValueOrDefault("agent distrust").ShouldBe(0);
    }

    /// <summary>A VM that is left out costs no second reading of the others.</summary>
    [Fact]
    public async Task What_was_read_of_other_vms_is_not_read_again()
    {
        await using SimulatedSites sites = await ShutOff(images: 2).EnterAsync();
        await DailyAsync(sites);
        Primary(sites).CorruptUnseen(Image, Block);
        // The copies are touched, so this destination needs all of both images, beyond what the primary has read for all destinations.
        sites.World.When(c => c.Is("agent probe") && c.Host == "s1").Once().DoBefore(() =>
        {
            sites.Secondary.Touch(Image);
            sites.Secondary.Touch("vms/large2.qcow2");
        });
        (long near, long far) = (Primary(sites).BytesRead, sites.Secondary.BytesRead);

        RunReport report = await DailyAsync(sites);

        report.ShouldHaveWarned(ErrorCodes.ContentRotten, "large1", Image);
        (await PointAsync(sites, report)).Vms.Select(vm => vm.VmName).ShouldBe(["large2"]);
        // Both images once, and a day's share of the rotation.
        long most = (long)(2.5 * Bytes);
        (Primary(sites).BytesRead - near).ShouldBeLessThan(most);
        (sites.Secondary.BytesRead - far).ShouldBeLessThan(most);
    }

    [Fact]
    public async Task Bytes_that_changed_without_a_write_at_the_secondary_are_cured_and_named_as_that()
    {
        await using SimulatedSites sites = await Large().EnterAsync();
        sites.Policy = sites.Policy with { Verification = sites.Policy.Verification with { Content = ContentCheck.Full } };
        await DailyAsync(sites);
        sites.Secondary.CorruptUnseen(Image, Block);

        RunReport report = await DailyAsync(sites);

        report.ShouldHaveWarned(ErrorCodes.ContentDiffers, Image, s_bytes, "a disk or memory there may be faulty");
        Copy(sites).HasSameBytes(Primary(sites).Files[Image].ContentAt(sites.Clock.GetUtcNow())).ShouldBeTrue();
    }

    [Fact]
    public async Task A_write_at_the_secondary_is_not_named_so()
    {
        await using SimulatedSites sites = await Large().EnterAsync();
        await DailyAsync(sites);
        sites.Secondary.Corrupt(Image, Block);

        RunReport report = await DailyAsync(sites);

        report.ShouldHaveWarned(ErrorCodes.ContentDiffers, Image, s_bytes);
        report.Run.Warnings.Single(w => w.Code == ErrorCodes.ContentDiffers).Message.ShouldNotContain("may be faulty");
    }

    /// <summary>A machine that runs has its image read wrongly once, as by bad memory: it is merged all the same.</summary>
    [Fact]
    public async Task A_running_vm_is_left_out_and_merged()
    {
        await using SimulatedSites sites = await Large(images: 2).EnterAsync();
        sites.Policy = sites.Policy with { Verification = sites.Policy.Verification with { Content = ContentCheck.Full } };
        await DailyAsync(sites);
        bool isRead = false;
        sites.World.When(c => !isRead && c.Is("agent probe") && c.Host != "s1").RewriteAnswer(answer =>
        {
            JsonNode answered = JsonNode.Parse(answer.StandardOutput)!;
            JsonNode? file = answered["files"]?.AsArray().FirstOrDefault(f => f!["path"]!.GetValue<string>() == Image && f["digests"]?.GetValue<string>().Length > 0);
            if (file is null)
            {
                return answer;
            }

            isRead = true;
            byte[] digests = Convert.FromBase64String(file["digests"]!.GetValue<string>());
            // The last piece but one is one that nobody wrote to, whatever the guest does.
            digests[^20] ^= 1;
            file["digests"] = Convert.ToBase64String(digests);
            return answer with { StandardOutput = answered.ToJsonString() };
        });

        RunReport report = await DailyAsync(sites);

        report.ShouldHaveWarned(ErrorCodes.ContentRotten, "large1", Image);
        RunVm left = report.Vms.Single(vm => vm.Vm.Name == "large1");
        (left.State, left.MergedAt is not null).ShouldBe((VmState.LeftOut, true));
        (await PointAsync(sites, report)).Vms.Select(vm => vm.VmName).ShouldBe(["large2"]);
        await sites.ShouldBeTidyAsync();
        report = await DailyAsync(sites);
        report.Run.State.ShouldBe(RunState.Succeeded, RunTests.Why(report));
    }

    /// <summary>The first machine is shut off: what is in its image is carried once, where a running one's image is carried again after each merge.</summary>
    private static SimulatedSites ShutOff(int images = 1)
    {
        SimulatedSites sites = Large(images);
        sites.World.Machines["large1"].Stop();
        return sites;
    }

    private static FileContent Copy(SimulatedSites sites) => sites.Secondary.Files[Image].ContentAt(sites.Clock.GetUtcNow());

    /// <summary>The first run that tells of it: within the rotation.</summary>
    private static async Task<RunReport> UntilLeftOutAsync(SimulatedSites sites)
    {
        for (int day = 1; day <= 7; day++)
        {
            RunReport report = await DailyAsync(sites);
            if (report.Vms.Any(vm => vm.State == VmState.LeftOut))
            {
                return report;
            }
        }

        throw new InvalidOperationException("It was not found within the rotation.");
    }
}
