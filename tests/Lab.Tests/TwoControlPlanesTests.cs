using GlusterDr.Errors;
using GlusterDr.Runs;

namespace GlusterDr.Tests.Lab;

/// <summary>
/// A second control plane, with a data directory of its own, that knows nothing of the first. That it takes over after 15 minutes is shown
/// on simulated sites, where time is simulated too.
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
