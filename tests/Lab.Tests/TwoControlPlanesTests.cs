using GlusterDr.Errors;
using GlusterDr.Gluster.Leases;
using GlusterDr.Runs;

namespace GlusterDr.Tests.Lab;

/// <summary>
/// A second control plane, with a data directory of its own, that knows nothing of the first. The combinations of a takeover are tested on
/// simulated sites, where time is simulated too.
/// </summary>
[Collection(LabCollection.Name)]
[Trait("length", "long")]
public sealed class TwoControlPlanesTests(LabSites lab) : LabTests, IDisposable
{
    private readonly GlusterDrCli _second = new();

    public void Dispose() => _second.Dispose();

    [Fact]
    public async Task The_second_is_refused_while_the_first_is_at_work_and_the_first_is_unharmed()
    {
        // Its changelogs take their time, so that the second is refused before the first is done.
        await lab.Cli.ApplyAsync("--rollover", "15");
        await _second.ApplyAsync();
        long before = await LabSites.GuestWroteAsync();
        using LiveSync first = LiveSync.Start(lab.Cli);
        string run = await RunWatch.UntilAsync(lab.Cli, p => p.Phase >= RunPhase.Replicate);
        long frozen = await LabSites.GuestWroteAsync() + LabSites.RecordsPerLine;

        await IsRefusedAsync(run);
        first.IsOver.ShouldBeFalse("what was refused was refused while the first run was at work");

        (await first.EndAsync()).ShouldSucceed().Run.Id.ShouldBe(run);
        await Proof.JournalHoldsAsync(before, frozen);
        await LabSites.ShouldBeTidyAsync("s1::gv2");

        (await _second.SyncAsync()).ShouldSucceed();
        await Proof.SyncAndProveAsync(lab);
    }

    [Fact]
    public async Task The_second_is_refused_while_the_first_is_stopped_which_then_goes_on()
    {
        await lab.Cli.ApplyAsync("--rollover", "3", "--interval", "1");
        await _second.ApplyAsync();
        long before = await LabSites.GuestWroteAsync();
        using LiveSync first = LiveSync.Start(lab.Cli);
        string run = await RunWatch.UntilAsync(lab.Cli, p => p.Phase >= RunPhase.Replicate);
        long frozen = await LabSites.GuestWroteAsync() + LabSites.RecordsPerLine;
        await first.SignalAsync("STOP");
        try
        {
            string overlay = await LabSites.ActiveImageAsync();
            overlay.ShouldContain(run);
            await IsRefusedAsync(run);
            ShellResult start = await _second.RunAsync("session", "start", LabSession.Name);
            start.ExitCode.ShouldBe(4, start.Output + start.Errors);
            start.Errors.ShouldContain(run);
            (await LabSites.ActiveImageAsync()).ShouldBe(overlay, "nothing of the first one's was merged");
        }
        finally
        {
            await first.SignalAsync("CONT");
        }

        (await first.EndAsync()).ShouldSucceed().Run.Id.ShouldBe(run);
        await Proof.JournalHoldsAsync(before, frozen);
        await LabSites.ShouldBeTidyAsync("s1::gv2");
    }

    [Fact]
    public async Task The_second_is_refused_within_the_bound_after_the_first_was_killed_and_the_first_resumes_at_once()
    {
        await lab.Cli.ApplyAsync("--rollover", "3", "--interval", "1");
        await _second.ApplyAsync();
        long before = await LabSites.GuestWroteAsync();
        using LiveSync first = LiveSync.Start(lab.Cli);
        string run = await RunWatch.UntilAsync(lab.Cli, p => p.Phase >= RunPhase.Replicate);
        long frozen = await LabSites.GuestWroteAsync() + LabSites.RecordsPerLine;
        await first.SignalAsync("KILL");

        RunReport refused = await IsRefusedAsync(run);
        refused.Run.Error!.Advice.ShouldNotBeNull().ShouldContain("start again after");

        (await lab.Cli.SyncAsync()).ShouldSucceed().Run.Id.ShouldBe(run);
        await Proof.JournalHoldsAsync(before, frozen);
        await LabSites.ShouldBeTidyAsync("s1::gv2");
    }

    /// <summary>Takes about 20 minutes: the bound is waited for.</summary>
    [Fact]
    public async Task The_second_takes_over_after_the_bound_and_the_first_stops_when_it_is_continued()
    {
        await lab.Cli.ApplyAsync("--rollover", "3", "--interval", "1");
        // Its changelogs take their time, so that the first is continued before the second is done.
        await _second.ApplyAsync("--rollover", "15");
        using LiveSync first = LiveSync.Start(lab.Cli, bound: SiteLeases.Bound + GlusterDrCli.Bound);
        string run = await RunWatch.UntilAsync(lab.Cli, p => p.Phase >= RunPhase.Replicate);
        await first.SignalAsync("STOP");
        string left = await LabSites.ActiveImageAsync();
        left.ShouldContain(run);
        await IsRefusedAsync(run);
        // A renewal that was under way at the stop has been written by then.
        await Task.Delay(TimeSpan.FromSeconds(20));
        await IsRefusedAsync(run);
        long seen = TimeProvider.System.GetTimestamp();
        await Task.Delay(SiteLeases.Bound - TimeSpan.FromMinutes(1));
        await IsRefusedAsync(run);
        (await LabSites.ActiveImageAsync()).ShouldBe(left, "within the bound nothing of the first one's was merged");
        await Task.Delay(SiteLeases.Bound + TimeSpan.FromSeconds(5) - TimeProvider.System.GetElapsedTime(seen));

        long before = await LabSites.GuestWroteAsync();
        using LiveSync second = LiveSync.Start(_second);
        string next = await RunWatch.UntilAsync(_second, p => p.Phase >= RunPhase.Replicate);
        long frozen = await LabSites.GuestWroteAsync() + LabSites.RecordsPerLine;
        string overlay = await LabSites.ActiveImageAsync();
        overlay.ShouldContain(next);
        await first.SignalAsync("CONT");
        RunReport lost = (await first.EndAsync()).ShouldFail();

        lost.Run.Id.ShouldBe(run);
        lost.Run.Error!.Code.ShouldBe(ErrorCodes.LeaseLost, $"{lost.Run.Error}");
        lost.Run.Error.Message.ShouldContain(next);
        second.IsOver.ShouldBeFalse("the first was continued while the second run was at work");
        (await LabSites.ActiveImageAsync()).ShouldBe(overlay, "the first has merged nothing of the second one's");
        SyncOutcome outcome = await second.EndAsync();
        RunReport report = outcome.ShouldSucceed();
        report.Run.Id.ShouldBe(next);
        report.Run.Warnings.ShouldContain(w => w.Code == ErrorCodes.RunDied && w.Message.Contains(run), outcome.Text);
        await Proof.JournalHoldsAsync(before, frozen);
        await LabSites.ShouldBeTidyAsync("s1::gv2");
        await lab.Cli.ApplyAsync();
        await Proof.SyncAndProveAsync(lab);
    }

    /// <summary>Refused before anything is changed, by the name of the first one's run and of its host.</summary>
    private async Task<RunReport> IsRefusedAsync(string run)
    {
        SyncOutcome outcome = await _second.SyncAsync();

        outcome.Report.ShouldNotBeNull(outcome.Errors);
        outcome.ExitCode.ShouldBe(4, outcome.Text);
        outcome.Report.Run.State.ShouldBe(RunState.Failed);
        outcome.Report.Run.Error!.Code.ShouldBe(ErrorCodes.LeaseHeld);
        outcome.Report.Run.Error.Message.ShouldContain(run);
        outcome.Report.Run.Error.Message.ShouldContain($"'{Environment.MachineName}'");
        outcome.Report.Vms.ShouldBeEmpty();
        return outcome.Report;
    }
}
