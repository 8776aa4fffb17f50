using GlusterDr.Conformance;
using GlusterDr.Errors;
using GlusterDr.Gluster.Logs;
using GlusterDr.Ids;
using GlusterDr.Leases;
using GlusterDr.Operations;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Control;
using GlusterDr.Sessions.Diagnosis;
using GlusterDr.Sessions.Diagnosis.Causes;
using GlusterDr.Sessions.Options;
using GlusterDr.Sessions.Repair;
using GlusterDr.Simulators;
using GlusterDr.Tests.Orchestrations.Harness;
using static GlusterDr.Tests.Orchestrations.Sessions.SessionRepairs;

namespace GlusterDr.Tests.Orchestrations.Sessions;

/// <summary>Sessions that are not well, or only look so: named, repaired by one command, proven by content; killed at each step.</summary>
[TakesLong(20)]
public sealed class RepairSessionTests
{
    [Fact]
    public async Task A_sound_session_is_called_sound_and_left_alone()
    {
        await using BareSites sites = await new BareSites().EnterAsync();
        ControlPlane plane = await MadeAsync(sites);

        SessionDiagnosis diagnosis = await DiagnoseAsync(sites, plane);
        diagnosis.Troubles.ShouldBeEmpty();
        diagnosis.Summary.ShouldStartWith("healthy");
        diagnosis.Gaps.ShouldBeEmpty();
        diagnosis.Content!.Compared.ShouldBe(1);

        OperationResult repair = await RepairAsync(sites, plane);
        repair.State.ShouldBe(OperationState.Succeeded, repair.Summary);
        repair.Summary.ShouldContain("nothing to repair");
        sites.World.UnexpectedCommands.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_dead_live_feed_is_named_and_brought_to_life()
    {
        await using BareSites sites = await new BareSites().EnterAsync();
        ControlPlane plane = await MadeAsync(sites);
        Session(sites).KillFeeds();
        sites.Primary.Write(Image, FileContent.OfText("written while nobody heard"));

        SessionDiagnosis diagnosis = await DiagnoseAsync(sites, plane);
        Trouble trouble = diagnosis.Troubles.ShouldHaveSingleItem();
        (trouble.Kind, trouble.Certainty, trouble.Cure).ShouldBe((TroubleKind.DeadFeed, Certainty.Certain, Cure.Restart));
        trouble.Remedies.Select(r => r.Action).ShouldContain(AdvisedAction.OnSession(AdviceCodes.RepairSession, Address));

        Session(sites).KillNextFeeds(2);
        OperationResult repair = await RepairAsync(sites, plane);
        ShouldBeRepaired(sites, repair);
        repair.Summary.ShouldContain("its live feed was dead");
    }

    [Fact]
    public async Task Files_that_arrive_empty_are_named_and_carried()
    {
        await using BareSites sites = await new BareSites().EnterAsync();
        ControlPlane plane = await MadeAsync(sites);
        Session(sites).Config.Set("secondary_access_mount", "false");
        Session(sites).HasRsyncTrap = true;
        foreach (NodeAccess access in sites.Far)
        {
            access.Rsync = "3.5.0";
        }

        sites.Primary.Write("vms/new", FileContent.OfText("a new file"));
        sites.Clock.Advance(TimeSpan.FromSeconds(60));

        SessionDiagnosis diagnosis = await DiagnoseAsync(sites, plane);
        diagnosis.Troubles.Select(t => t.Kind).ShouldBe([TroubleKind.RsyncTrap, TroubleKind.EmptyFiles]);
        diagnosis.Troubles.ShouldAllBe(t => t.Certainty == Certainty.Certain);

        ShouldBeRepaired(sites, await RepairAsync(sites, plane));
        Session(sites).Config["secondary_access_mount"].ShouldBe("true");
        Digest(sites.Secondary, "vms/new", sites).ShouldBe(Digest(sites.Primary, "vms/new", sites));
    }

    [Fact]
    public async Task What_a_restarted_brick_lost_is_found_by_its_name_and_carried()
    {
        await using BareSites sites = await new BareSites().EnterAsync();
        ControlPlane plane = await MadeAsync(sites);
        sites.Clock.Advance(TimeSpan.FromSeconds(31));
        sites.Primary.Write(Image, FileContent.OfText("written the moment before the crash"));
        for (int brick = 0; brick < 3; brick++)
        {
            sites.Primary.RestartBrick(brick);
        }

        sites.Clock.Advance(TimeSpan.FromSeconds(120));
        SessionDiagnosis diagnosis = await DiagnoseAsync(sites, plane, new DiagnosisBody());
        Trouble lost = diagnosis.Troubles.Single(t => t.Kind == TroubleKind.UnlistedChangelog);
        lost.Certainty.ShouldBe(Certainty.Certain);
        lost.Evidence.ShouldContain(e => e.Fact.Contains(Image));
        diagnosis.Suspects.ShouldContain(Image);

        ShouldBeRepaired(sites, await RepairAsync(sites, plane));
        (await DiagnoseAsync(sites, plane)).Troubles.ShouldBeEmpty("the changelog is still there, but what it was about is proven to have arrived");
    }

    [Fact]
    public async Task A_fast_rollover_is_slowed_down()
    {
        await using BareSites sites = await new BareSites().EnterAsync();
        ControlPlane plane = await MadeAsync(sites);
        sites.Primary.Options.Set("changelog.rollover-time", "1");

        (await DiagnoseAsync(sites, plane)).Troubles.ShouldHaveSingleItem().Kind.ShouldBe(TroubleKind.FastRollover);
        ShouldBeRepaired(sites, await RepairAsync(sites, plane));
        sites.Primary.Options["changelog.rollover-time"].ShouldBe("3");
    }

    [Fact]
    public async Task Keys_that_are_gone_are_carried_again()
    {
        await using BareSites sites = await new BareSites().EnterAsync();
        ControlPlane plane = await MadeAsync(sites);
        foreach (NodeAccess access in sites.Far)
        {
            access.LoseKeys("root");
        }

        Trouble trouble = (await DiagnoseAsync(sites, plane)).Troubles[0];
        (trouble.Kind, trouble.Certainty, trouble.Cure).ShouldBe((TroubleKind.KeyRefused, Certainty.Certain, Cure.CarryKeys));
        ShouldBeRepaired(sites, await RepairAsync(sites, plane));
        sites.Far.ShouldAllBe(a => a.Keys("root").Count == 3);
    }

    [Fact]
    public async Task A_secondary_that_is_stopped_is_left_to_a_person()
    {
        await using BareSites sites = await new BareSites().EnterAsync();
        ControlPlane plane = await MadeAsync(sites);
        await sites.Simulation.RunUntilAsync(new GlusterCommand(sites).RunAsync("s1", "volume", "stop", "gv2", "force"));
        sites.Clock.Advance(TimeSpan.FromSeconds(90));

        OperationResult repair = await RepairAsync(sites, plane);
        repair.State.ShouldBe(OperationState.Failed);
        repair.Error.ShouldNotBeNull().Code.ShouldBe(ErrorCodes.VolumeNotStarted);
        repair.Summary.ShouldStartWith("No changes were made");
        repair.GetDiagnosis()!.Troubles[0].Remedies[0].ShouldSatisfyAllConditions(
            r => r.Command.ShouldBe("gluster volume start gv2"), r => r.Host.ShouldBe("s1"));
        await ShouldBeFreeAsync(plane);
    }

    [Fact]
    public async Task What_no_carrying_brings_over_is_said_and_the_last_means_named()
    {
        await using BareSites sites = await new BareSites().EnterAsync();
        ControlPlane plane = await MadeAsync(sites);
        Session(sites).SilentlySkipped.Add(Image);
        sites.Primary.Write(Image, FileContent.OfText("never arrives"));
        sites.Clock.Advance(TimeSpan.FromSeconds(60));

        OperationResult repair = await RepairAsync(sites, plane);
        repair.State.ShouldBe(OperationState.Failed);
        repair.Error.ShouldNotBeNull().Code.ShouldBe(ErrorCodes.SessionNotRepaired);
        repair.Error.Actions.ShouldNotBeNull().ShouldContain(AdvisedAction.OnSession(AdviceCodes.RepairSession, Address, "recreate"));
        repair.GetDiagnosisAfter()!.Troubles.ShouldContain(t => t.Kind == TroubleKind.ContentDiffers);
        Session(sites).State.ShouldBe(SessionState.Started, "it ran before");
        await ShouldBeFreeAsync(plane);
    }

    [Fact]
    public async Task Made_anew_only_when_asked_and_with_the_settings_that_it_had()
    {
        await using BareSites sites = await new BareSites().EnterAsync();
        ControlPlane plane = await MadeAsync(sites);
        Session(sites).Config.Set("sync_jobs", "7");
        SimulatedSession old = Session(sites);

        ShouldBeRepaired(sites, await RepairAsync(sites, plane, new DiagnosisBody { All = true, Recreate = true }));
        Session(sites).ShouldNotBeSameAs(old);
        Session(sites).Config["sync_jobs"].ShouldBe("7");
    }

    [Fact]
    public async Task What_could_not_be_made_again_is_not_deleted()
    {
        await using BareSites sites = await new BareSites().EnterAsync();
        ControlPlane plane = await MadeAsync(sites);
        SimulatedSession old = Session(sites);
        sites.World.When("agent reach").RewriteAnswer(r => r with
        {
            StandardOutput = r.StandardOutput.Replace("\"greets\":false", "\"greets\":false,\"problem\":\"Connection refused\"", StringComparison.Ordinal),
        });

        OperationResult repair = await RepairAsync(sites, plane, new DiagnosisBody { All = true, Recreate = true });
        repair.State.ShouldBe(OperationState.Failed);
        repair.Error.ShouldNotBeNull().Message.ShouldContain("port 24007");
        repair.Left.ShouldBeEmpty();
        Session(sites).ShouldBeSameAs(old);
        old.State.ShouldBe(SessionState.Started, "it ran before");
    }

    [Fact]
    public async Task One_that_was_deleted_and_could_not_be_made_again_is_called_so_with_what_it_had()
    {
        await using BareSites sites = await new BareSites().EnterAsync();
        ControlPlane plane = await MadeAsync(sites);
        Session(sites).Config.Set("sync_jobs", "7");
        sites.World.When("gluster volume geo-replication create").Answer(1, error: "Unable to mount and fetch secondary volume details");

        OperationResult repair = await RepairAsync(sites, plane, new DiagnosisBody { All = true, Recreate = true });
        repair.State.ShouldBe(OperationState.Failed);
        Error left = repair.Left.ShouldHaveSingleItem();
        left.Message.ShouldContain("WAS DELETED");
        left.Actions.ShouldBe([AdvisedAction.Of(AdviceCodes.CreateSession, ("host", "p1"), ("volume", "gv1"), ("secondary", "s1::gv2"), ("force", "true"))]);
        left.Advice!.ShouldContain("sync-jobs 7");
    }

    [Fact]
    public async Task What_kept_it_from_its_end_for_minutes_keeps_it_not_from_starting_the_session_again()
    {
        await using BareSites sites = await new BareSites().EnterAsync();
        ControlPlane plane = await MadeAsync(sites);
        Session(sites).KillFeeds();
        DateTimeOffset? down = null;
        sites.World.When(c => c.Is("gluster volume geo-replication start") && sites.Clock.GetUtcNow() < (down ??= sites.Clock.GetUtcNow()) + TimeSpan.FromMinutes(5))
            .Answer(1, error: "Another transaction is in progress for gv1.");

        OperationResult repair = await RepairAsync(sites, plane);
        repair.State.ShouldBe(OperationState.Failed);
        repair.Left.ShouldBeEmpty();
        Session(sites).State.ShouldBe(SessionState.Started, "it ran before");
    }

    [Fact]
    public async Task Where_no_change_is_seen_to_arrive_afterwards_nothing_is_called_repaired()
    {
        await using BareSites sites = await new BareSites().EnterAsync();
        ControlPlane plane = await MadeAsync(sites);
        sites.Primary.Options.Set("changelog.rollover-time", "1");
        int marks = 0;
        sites.World.When(c => c.Is("agent marker") && ++marks > 3).Answer(1, error: "Transport endpoint is not connected");

        OperationResult repair = await RepairAsync(sites, plane);
        repair.State.ShouldBe(OperationState.Failed, repair.Summary);
        repair.Findings.ShouldContain(f => f.Fact.Contains("whether a test change arrives"));
    }

    [Fact]
    public async Task Killed_after_any_step_it_goes_on_and_ends_repaired()
    {
        int step = 1;
        while (await DiesAndGoesOnAsync(step))
        {
            step += 3;
        }

        step.ShouldBeGreaterThan(20, "a repair has at least that many durable steps");
    }

    private static async Task<bool> DiesAndGoesOnAsync(int step)
    {
        await using BareSites sites = await new BareSites().EnterAsync();
        await sites.EndAsync(await MadeAsync(sites));
        Session(sites).KillFeeds();
        sites.Primary.Write(Image, FileContent.OfText("written while nobody heard"));
        KillAt killAt = new(step);
        ControlPlane plane = await sites.StartAsync(killAt);
        killAt.Kill = plane.Kill;
        Task<string> start = BeginAsync(plane, new DiagnosisBody { All = true });
        await sites.Simulation.RunUntilAsync(Task.WhenAny(killAt.Killed, EndAsync(plane, start)));
        if (!killAt.Killed.IsCompleted)
        {
            return false;
        }

        sites.Clock.Advance(TimeSpan.FromSeconds(5));
        ControlPlane next = await sites.StartAsync();
        IReadOnlyList<GlusterDr.Durable.OrchestrationMetadata> all = await next.Engine.GetAllInstancesAsync(OperationId.Prefix(OperationId.Repair), CancellationToken.None);
        if (all.Count > 0)
        {
            ShouldBeRepaired(sites, await sites.EndOfAsync(next, all[0].InstanceId));
            await ShouldBeFreeAsync(next);
        }

        return true;
    }

    private static async Task EndAsync(ControlPlane plane, Task<string> start) => await plane.Engine.WaitForInstanceCompletionAsync(await start);

    /// <summary>Gluster's own command, by hand.</summary>
    private sealed class GlusterCommand(BareSites sites)
    {
        public Task RunAsync(string host, params string[] words) => sites.World.RunAsync(
            new GlusterDr.Sites.RemoteHost(host, new GlusterDr.Sites.SshSettings()),
            new GlusterDr.Remote.RemoteCommand(["gluster", "--mode=script", .. words], TimeSpan.FromMinutes(1)),
            CancellationToken.None);
    }
}
