using GlusterDr.Errors;
using GlusterDr.Runs;
using GlusterDr.TestKit;

namespace GlusterDr.Tests.Lab;

/// <summary>The ways in which Gluster says that all has arrived, and it has not: each is caught, named, and ends right.</summary>
[Collection(LabCollection.Name)]
[Trait("length", "long")]
public sealed class SilentLossTests(LabSites lab) : LabTests
{
    [Fact]
    public async Task Empty_files_are_caught_and_named_and_cured()
    {
        await lab.Cli.ApplyAsync();
        await LabSites.FaultAsync("rsync-trap", on: true);
        try
        {
            RunReport report = await Proof.SyncAndProveAsync(lab);

            if (await RsyncHasTheTrapAsync())
            {
                report.Run.Warnings.ShouldContain(w => w.Code == ErrorCodes.ContentEmpty || w.Code == ErrorCodes.ContentDiffers);
                report.Destinations[0].Cures.ShouldBeGreaterThan(0);
            }
        }
        finally
        {
            await LabSites.FaultAsync("rsync-trap", on: false);
        }
    }

    [Fact]
    public async Task Without_leave_to_cure_what_differs_fails_the_run()
    {
        if (!await RsyncHasTheTrapAsync())
        {
            return;
        }

        await lab.Cli.ApplyWithAsync("proof:\n  cure: false\n");
        await LabSites.FaultAsync("rsync-trap", on: true);
        try
        {
            RunReport report = (await lab.Cli.SyncAsync()).ShouldFail();

            report.Run.Error!.Code.ShouldBeOneOf(ErrorCodes.ContentEmpty, ErrorCodes.ContentDiffers);
            report.Run.Error.Message.ShouldContain("vms/vm1.qcow2");
            await LabSites.ShouldBeTidyAsync("s1::gv2");
        }
        finally
        {
            await LabSites.FaultAsync("rsync-trap", on: false);
        }

        await lab.Cli.ApplyAsync();
        await Proof.SyncAndProveAsync(lab);
    }

    [Fact]
    public async Task A_brick_killed_and_restarted_just_before_a_run_costs_no_image()
    {
        await lab.Cli.ApplyAsync();
        await Proof.SyncAndProveAsync(lab);
        await LabSites.FaultAsync("brick-restart", on: true);

        await Proof.SyncAndProveAsync(lab);
    }

    [Fact]
    public async Task A_rollover_time_below_three_is_refused_in_the_policy_and_on_the_volume()
    {
        string file = Path.Combine(lab.Cli.DataDirectory, "unsafe.yaml");
        ShellResult policy = await Shell.RunAsync(TimeSpan.FromMinutes(1), Repository.At("lab", "policy"), "--rollover", "1");
        await File.WriteAllTextAsync(file, policy.Output);
        ShellResult applied = await lab.Cli.RunAsync("apply", "-f", file);
        applied.ExitCode.ShouldBe(2);
        applied.Errors.ShouldContain("rollover-time");

        await lab.Cli.ApplyAsync();
        (await LabSites.OnAsync("p1", "gluster", "volume", "set", "gv1", "changelog.rollover-time", "1")).ShouldSucceed();
        try
        {
            RunReport report = (await lab.Cli.SyncAsync()).ShouldFail();
            report.Run.Error!.Code.ShouldBe(ErrorCodes.SettingUnsafe);
            report.Vms.ShouldBeEmpty();
        }
        finally
        {
            (await LabSites.OnAsync("p1", "gluster", "volume", "set", "gv1", "changelog.rollover-time", "15")).ShouldSucceed();
        }
    }

    private static async Task<bool> RsyncHasTheTrapAsync() =>
        (await LabSites.OnAsync("p1", "rsync", "--version")).Output.Contains("version 3.5.0", StringComparison.Ordinal);
}
