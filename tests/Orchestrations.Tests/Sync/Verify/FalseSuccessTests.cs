using System.Globalization;
using System.Text.RegularExpressions;
using GlusterDr.Errors;
using GlusterDr.Policies;
using GlusterDr.Remote;
using GlusterDr.Runs;
using GlusterDr.Simulators;
using GlusterDr.Tests.Orchestrations.Harness;

namespace GlusterDr.Tests.Orchestrations.Sync.Verify;

/// <summary>A status that says too much, too little, or speaks of something else: no run takes it for a success, and none waits for ever.</summary>
public sealed partial class FalseSuccessTests
{
    private const string Status = "gluster volume geo-replication status";

    private static readonly TimeLimits Limits = new()
    {
        Replication = TimeSpan.FromMinutes(6),
        FaultyGrace = TimeSpan.FromSeconds(40),
    };

    // For the restarts of a session, and for what the commands themselves take.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Workers_that_never_register_end_the_run_within_its_grace()
    {
        await using SimulatedSites sites = await Bounded().EnterAsync();
        sites.Session.NeverRegisters = true;

        RunReport report = await sites.RunAsync();

        await ShouldEndWithinAsync(sites, report, Limits.FaultyGrace, ErrorCodes.SessionNotActive, "s1::gv2", "no Active worker", "Initializing");
        sites.Session.NeverRegisters = false;
        await sites.ShouldRecoverAsync();
    }

    [Fact]
    public Task All_Passive_is_no_success() => NeverPassesAsync(
        answer => answer.Replace(">Active<", ">Passive<", StringComparison.Ordinal),
        Limits.FaultyGrace,
        ErrorCodes.SessionNotActive,
        "no Active worker",
        "Passive");

    [Fact]
    public Task A_status_that_knows_nothing_of_the_checkpoint_is_no_success() => NeverPassesAsync(
        answer => Set(answer, "N/A", "checkpoint_time", "checkpoint_completed", "checkpoint_completion_time"),
        Limits.Replication,
        ErrorCodes.CheckpointTimeout,
        "s1::gv2",
        "knows of no checkpoint");

    [Fact]
    public Task A_status_of_nothing_but_N_A_is_no_success() => NeverPassesAsync(
        answer => Set(answer, "N/A", "last_synced", "failures", "checkpoint_time", "checkpoint_completed", "checkpoint_completion_time"),
        Limits.Replication,
        ErrorCodes.SessionFeedDead,
        "s1::gv2",
        "after 5 restarts");

    [Fact]
    public Task Failures_that_are_not_counted_are_not_none() => NeverPassesAsync(
        answer => Set(answer, "N/A", "failures"),
        Limits.Replication,
        ErrorCodes.CheckpointTimeout,
        "s1::gv2",
        "does not count failures");

    [Fact]
    public Task The_checkpoint_of_another_time_is_no_success() => NeverPassesAsync(
        answer => Set(Set(answer, "2026-05-01 11:00:00", "checkpoint_time"), "Yes", "checkpoint_completed"),
        Limits.Replication,
        ErrorCodes.CheckpointTimeout,
        "s1::gv2",
        "still reports the checkpoint of 2026-05-01 11:00:00Z");

    [Fact]
    public Task A_success_that_says_nothing_is_no_success() => NeverPassesAsync(
        _ => "",
        Limits.FaultyGrace,
        ErrorCodes.OutputUnreadable,
        "p1",
        "<geoRep>");

    [Fact]
    public Task The_success_of_another_session_is_no_success() => NeverPassesAsync(
        answer => answer.Replace("s1::gv2", "s9::gv9", StringComparison.Ordinal),
        Limits.FaultyGrace,
        ErrorCodes.SessionNotFound,
        "s1::gv2");

    [Fact]
    public Task A_session_without_a_worker_is_no_success() => NeverPassesAsync(
        answer => Pair().Replace(answer, ""),
        Limits.FaultyGrace,
        ErrorCodes.SessionNotFound,
        "s1::gv2");

    [Fact]
    public async Task Where_every_field_lies_the_content_does_not()
    {
        await using SimulatedSites sites = await Bounded().EnterAsync();
        sites.Policy = sites.Policy with { Verification = new VerificationSettings { Cure = false } };
        sites.Session.IsStalled = true;

        RunReport report = await RunWithAsync(
            sites,
            answer => Set(Set(answer, "Yes", "checkpoint_completed"), Later(sites), "last_synced"));

        report.ShouldHaveFailed(ErrorCodes.ContentDiffers, "vms/vm", "s1::gv2");
        report.ShouldHaveMergedAll();
        await sites.ShouldBeTidyAsync();
        sites.Session.IsStalled = false;
        await sites.ShouldRecoverAsync();
    }

    [Fact]
    public async Task The_good_word_of_the_run_before_is_not_taken_for_this_one()
    {
        await using SimulatedSites sites = await Bounded().EnterAsync();
        string said = "";
        sites.World.When(Status).RewriteAnswer(r => Remember(r, ref said));
        await sites.ShouldRecoverAsync();
        string before = said;

        RunReport report = await RunWithAsync(sites, _ => before);

        await ShouldEndWithinAsync(sites, report, Limits.Replication, ErrorCodes.SessionFeedDead, "s1::gv2", "still reports the checkpoint");
        await sites.ShouldRecoverAsync();
    }

    private static async Task NeverPassesAsync(Func<string, string> lie, TimeSpan bound, string code, params string[] named)
    {
        await using SimulatedSites sites = await Bounded().EnterAsync();

        RunReport report = await RunWithAsync(sites, lie);

        await ShouldEndWithinAsync(sites, report, bound, code, named);
        await sites.ShouldRecoverAsync();
    }

    private static async Task ShouldEndWithinAsync(
        SimulatedSites sites, RunReport report, TimeSpan bound, string code, params string[] named)
    {
        report.ShouldHaveFailed(code, named);
        report.Run.Phases.Single(p => p.Phase == RunPhase.Replicate).Took.ShouldBeLessThan(bound + Slack);
        report.ShouldHaveMergedAll();
        await sites.ShouldBeTidyAsync();
    }

    // Only of a session that was started: before and after, its status is the truth.
    private static async Task<RunReport> RunWithAsync(SimulatedSites sites, Func<string, string> lie)
    {
        bool lies = true;
        sites.World.When(c => lies && c.Is(Status) && sites.Session.State == SessionState.Started)
            .RewriteAnswer(r => r with { StandardOutput = lie(r.StandardOutput) });
        RunReport report = await sites.RunAsync();
        lies = false;
        return report;
    }

    private static SimulatedSites Bounded()
    {
        SimulatedSites sites = new(machines: 2);
        sites.Policy = sites.Policy with { Limits = Limits };
        return sites;
    }

    private static RemoteResult Remember(RemoteResult result, ref string said)
    {
        said = result.StandardOutput.Contains(">Yes<", StringComparison.Ordinal) ? result.StandardOutput : said;
        return result;
    }

    private static string Later(SimulatedSites sites) =>
        sites.Clock.GetUtcNow().AddHours(1).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Set(string answer, string value, params string[] fields) => fields.Aggregate(
        answer, (text, field) => Regex.Replace(text, $"<{field}>[^<]*</{field}>", $"<{field}>{value}</{field}>"));

    [GeneratedRegex("<pair>.*?</pair>", RegexOptions.Singleline)]
    private static partial Regex Pair();
}
