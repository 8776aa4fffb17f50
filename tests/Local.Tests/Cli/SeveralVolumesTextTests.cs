using GlusterDr.Api.Policies;
using GlusterDr.Ids;
using GlusterDr.Local.Api;
using GlusterDr.Local.Cli.Progress;
using GlusterDr.Local.Cli.Text;
using GlusterDr.Policies;
using GlusterDr.RecoveryPoints;
using GlusterDr.Runs;

namespace GlusterDr.Tests.Local.Cli;

/// <summary>A volume is named where it is not the policy's own.</summary>
public sealed class SeveralVolumesTextTests
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_report_names_it_beside_its_destination()
    {
        Run run = new() { Id = "sync-vms-20260101T000000Z", Policy = "vms", StartedAt = s_now };
        RunReport report = new(run, [new("far"), new("far-data", DestinationState.LeftOut) { PrimaryVolume = "data" }], []);

        string text = RunText.Report(report, s_now);

        text.ShouldContain("DESTINATION far: planned");
        text.ShouldContain("DESTINATION far-data (of data): left out");
        RunText.Outcome(report).ShouldContain("far-data (of data): left out, recovery point none");
    }

    [Fact]
    public void Progress_names_it_too() =>
        ProgressText.Destination(new("far-data", DestinationState.Verified) { PrimaryVolume = "data" }).ShouldBe("far-data (of data) verified");

    [Fact]
    public void A_point_says_how_many_machines_are_not_whole_in_it()
    {
        RecoveryPoint point = new()
        {
            Id = "sync-vms-20260101T000000Z@far-data",
            Policy = "vms",
            RunId = "sync-vms-20260101T000000Z",
            Destination = "far-data",
            PrimaryVolume = "data",
            Location = "there/copy-data",
            TakenAt = s_now,
            Skew = TimeSpan.Zero,
            VerifiedAt = s_now,
            Checkpoint = s_now,
            Evidence = [],
            FilesCompared = 2,
            BytesCompared = 0,
            Vms = [],
            VmsNotWhole = ["vm1", "vm2"],
        };

        string text = RunText.Points([point], s_now);

        text.ShouldContain("far-data (of data)");
        text.ShouldContain("2 VMs incomplete");
    }

    [Fact]
    public void The_list_of_policies_shows_what_each_copy_is_of()
    {
        Policy policy = TestPolicies.Named("vms");
        policy = policy with { Destinations = [.. policy.Destinations, policy.Destinations[0] with { Name = "far-data", PrimaryVolume = "data" }] };
        PolicyOverview overview = new(policy, null, null, null, [new("far", null), new("far-data", null)]);

        string[] lines = PolicyText.List([overview], s_now).Split('\n');

        lines.ShouldContain(l => l.Contains("here/store-vms ", StringComparison.Ordinal) && l.Contains(" far ", StringComparison.Ordinal));
        lines.ShouldContain(l => l.Contains("here/data ", StringComparison.Ordinal) && l.Contains(" far-data ", StringComparison.Ordinal));
    }
}
