using System.Text.Json;
using GlusterDr.Gluster.Logs;
using GlusterDr.Operations;
using GlusterDr.Sessions.Diagnosis;
using GlusterDr.TestKit;

namespace GlusterDr.Tests.Lab;

/// <summary>Faults made for real on the lab's session, named by <c>session diagnose</c>, undone by a person or by <c>session repair</c>.</summary>
[Collection(LabCollection.Name)]
[Trait("length", "long")]
public sealed class SessionDiagnosisTests(LabSites lab) : LabTests
{
    private const string Keys = "$HOME/.ssh/authorized_keys";
    private const string Folder = "/mnt/lab/gv1/diagnosis";
    private static readonly TimeSpan s_bound = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("gluster --mode=script volume stop gv2 force", "gluster volume start gv2", TroubleKind.SecondaryStopped, "gluster volume start gv2")]
    [InlineData("pkill -KILL -x glusterfsd", "gluster volume start gv2 force", TroubleKind.SecondaryBricksDown, "gluster volume start gv2 force")]
    [InlineData("kill $(cat /run/sshd.pid); pkill -f 'sshd: root'", "/usr/sbin/sshd", TroubleKind.SshdDown, "systemctl restart ssh || systemctl restart sshd")]
    [InlineData("pkill -KILL -x glusterd", "glusterd -p /run/glusterd.pid; sleep 3", TroubleKind.GlusterdDown, "systemctl start glusterd")]
    public async Task What_is_down_at_the_secondary_is_named_with_its_remedy(string make, string undo, TroubleKind kind, string remedy)
    {
        LabSession session = await StartedAsync();
        await LabSites.OnAsync("s1", "sh", "-c", make);
        try
        {
            await RestartAsync();
            SessionDiagnosis diagnosis = (await AskAsync(session, 1, "diagnose")).GetDiagnosis()!;

            Trouble first = diagnosis.Troubles[0];
            (first.Kind, first.Certainty).ShouldBe((kind, Certainty.Certain), diagnosis.Summary);
            first.Remedies[0].ShouldSatisfyAllConditions(r => r.Command.ShouldBe(remedy), r => r.Host.ShouldBe("s1"));
            OperationResult repair = await AskAsync(session, null, "repair");
            repair.State.ShouldBe(OperationState.Failed);
            repair.Summary.ShouldStartWith("No changes were made");
        }
        finally
        {
            await LabSites.OnAsync("s1", "sh", "-c", undo);
        }
    }

    [Fact]
    public async Task Keys_that_are_gone_are_named_and_carried_again()
    {
        LabSession session = await StartedAsync();
        (await LabSites.OnAsync("s1", "sh", "-c", $"cp {Keys} {Keys}.bak && grep -v gsyncd {Keys}.bak > {Keys}")).ShouldSucceed();
        await RestartAsync();

        Trouble first = (await AskAsync(session, 1, "diagnose")).GetDiagnosis()!.Troubles[0];
        (first.Kind, first.Certainty, first.Cure).ShouldBe((TroubleKind.KeyRefused, Certainty.Certain, Cure.CarryKeys));
        await ShouldBeRepairedAsync(session);
    }

    [Fact]
    public async Task A_dead_live_feed_is_named_and_repaired()
    {
        LabSession session = await StartedAsync();
        SessionDiagnosis diagnosis;
        int starts = 0;
        do
        {
            (++starts).ShouldBeLessThan(20, "about 4 starts in 10 are dead");
            await RestartAsync();
            await session.UntilAsync(v => v.Bricks.Any(b => b.Crawl == "Changelog Crawl"));
            diagnosis = (await AskAsync(session, null, "diagnose")).GetDiagnosis()!;
        }
        while (!diagnosis.Troubles.Any(IsDead));

        diagnosis.Troubles.Single(IsDead).Certainty.ShouldBe(Certainty.Certain);
        await WriteAsync("unheard");
        await ShouldBeRepairedAsync(session);
    }

    [Fact]
    public async Task What_crashed_bricks_lost_is_named_by_its_files_and_carried()
    {
        LabSession session = await StartedAsync();
        await WriteAsync("crash");
        foreach (string node in (string[])["p1", "p2", "p3"])
        {
            await FaultAsync("brick-restart", "on", node);
        }

        await session.UntilAsync(v => v.Bricks.Any(b => b.Crawl == "Changelog Crawl"));
        SessionDiagnosis diagnosis = (await AskAsync(session, null, "diagnose")).GetDiagnosis()!;
        diagnosis.Troubles.ShouldContain(t => t.Kind == TroubleKind.UnlistedChangelog, diagnosis.Summary);
        diagnosis.Suspects.ShouldContain("diagnosis/crash");
        await ShouldBeRepairedAsync(session);
    }

    [Fact]
    public async Task Files_that_rsync_leaves_empty_are_named_and_carried()
    {
        LabSession session = await StartedAsync();
        await FaultAsync("rsync-trap", "on");
        await LabSession.GlusterAsync("stop", "force");
        await WriteAsync("trap");
        await Task.Delay(TimeSpan.FromSeconds(17));
        await LabSession.GlusterAsync("start");
        await session.UntilAsync(v => v.Bricks.Any(b => b.Crawl == "Changelog Crawl"));

        SessionDiagnosis diagnosis = (await AskAsync(session, 1, "diagnose", "--within", "1h")).GetDiagnosis()!;
        diagnosis.Troubles.ShouldContain(t => t.Kind == TroubleKind.RsyncTrap && t.Certainty == Certainty.Certain);
        diagnosis.Troubles.ShouldContain(t => t.Kind == TroubleKind.EmptyFiles && t.Evidence.Any(e => e.Fact.Contains("diagnosis/trap")));
        await ShouldBeRepairedAsync(session);
        (await LabSession.GlusterSaysAsync("secondary-access-mount")).ShouldBe("true");
    }

    [Fact]
    public async Task A_full_secondary_is_named_and_with_room_again_all_is_carried()
    {
        LabSession session = await StartedAsync();
        await FaultAsync("secondary-full", "on");
        try
        {
            // By the history, which no dead feed hides.
            await LabSession.GlusterAsync("stop", "force");
            await WriteAsync("full");
            await Task.Delay(TimeSpan.FromSeconds(17));
            await LabSession.GlusterAsync("start");
            SessionDiagnosis diagnosis;
            long since = TimeProvider.System.GetTimestamp();
            do
            {
                diagnosis = (await AskAsync(session, null, "diagnose")).GetDiagnosis()!;
            }
            while (diagnosis.Troubles.All(t => t.Kind is not TroubleKind.SecondaryFull) && TimeProvider.System.GetElapsedTime(since) < 2 * s_bound);

            Trouble full = diagnosis.Troubles.FirstOrDefault(t => t.Kind == TroubleKind.SecondaryFull).ShouldNotBeNull(diagnosis.Summary);
            full.Certainty.ShouldBe(Certainty.Certain);
            full.Remedies.ShouldNotBeEmpty();
        }
        finally
        {
            await FaultAsync("secondary-full", "off");
        }

        await ShouldBeRepairedAsync(session);
    }

    [Fact]
    public async Task A_rollover_time_that_loses_changes_is_named_and_undone_and_what_it_lost_is_carried()
    {
        LabSession session = await StartedAsync();
        await session.UntilAsync(v => v.Bricks.Any(b => b.Crawl == "Changelog Crawl"));
        await RolloverAsync("set", "1");
        for (int i = 0; i < 20; i++)
        {
            await WriteAsync($"fast{i}");
        }

        SessionDiagnosis diagnosis = (await AskAsync(session, null, "diagnose", "--within", "1h")).GetDiagnosis()!;
        diagnosis.Troubles.Single(t => t.Kind == TroubleKind.FastRollover).Certainty.ShouldBe(Certainty.Certain);
        await ShouldBeRepairedAsync(session);
        (await RolloverAsync("get")).ShouldContain(" 3");
        await RolloverAsync("reset");
    }

    private static async Task<string> RolloverAsync(string verb, params string[] value) => (await LabSites.OnAsync(
        "p1", ["gluster", "--mode=script", "volume", verb, "gv1", "changelog.rollover-time", .. value])).ShouldSucceed().Output;

    // Whichever of the two it is: the history's crawl that does nothing in its second turn leaves the worker as deaf.
    private static bool IsDead(Trouble trouble) => trouble.Kind is TroubleKind.DeadFeed or TroubleKind.HistoryStuck;

    private static async Task RestartAsync()
    {
        await LabSession.GlusterAsync("stop", "force");
        await LabSession.GlusterAsync("start");
    }

    private static async Task FaultAsync(params string[] words) =>
        (await Shell.RunAsync(s_bound, [Repository.At("lab", "fault"), .. words])).ShouldSucceed();

    private static async Task WriteAsync(string name) => (await LabSites.OnAsync(
        "p1", "sh", "-c", $"mkdir -p {Folder} && head -c 9000000 /dev/urandom > {Folder}/{name} && sync")).ShouldSucceed();

    private async Task<LabSession> StartedAsync()
    {
        LabSession session = await LabSession.OfNobodyAsync(lab.Cli);
        await session.RunAsync("start");
        return session;
    }

    private static async Task<OperationResult> AskAsync(LabSession session, int? exitCode, string command, params string[] more)
    {
        ShellResult result = await session.RunAsync(command, [.. more, "-o", "json"]);
        (exitCode ?? result.ExitCode).ShouldBe(result.ExitCode, $"{command}: {result.Output}{result.Errors}");
        return JsonSerializer.Deserialize<Operation>(result.Output, DrJson.Options)!.Result.ShouldNotBeNull(result.Errors);
    }

    /// <summary>One command; and what it proves, seen with other eyes: every file of these tests is the same at the secondary.</summary>
    private static async Task ShouldBeRepairedAsync(LabSession session)
    {
        OperationResult repair = await AskAsync(session, null, "repair", "--within", "1h");
        repair.State.ShouldBe(OperationState.Succeeded, $"{repair.Summary} {repair.Error}");
        repair.GetDiagnosisAfter()!.Feed!.Passed.ShouldBeTrue();
        string far = $"mkdir -p /mnt/see && mount -t glusterfs s1:/gv2 /mnt/see && {Sums("/mnt/see")}; cd /; umount /mnt/see";
        string there = (await LabSites.OnAsync("s1", "sh", "-c", far)).ShouldSucceed().Output;
        there.ShouldBe((await LabSites.OnAsync("p1", "sh", "-c", Sums("/mnt/lab/gv1"))).ShouldSucceed().Output);
    }

    private static string Sums(string mount) => $"cd {mount} && if [ -d diagnosis ]; then md5sum diagnosis/* | sort; fi";
}
