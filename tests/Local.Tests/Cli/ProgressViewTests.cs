using GlusterDr.Api.Runs;
using GlusterDr.Local.Api;
using GlusterDr.Local.Cli.Progress;
using GlusterDr.Runs;
using GlusterDr.TestKit;

namespace GlusterDr.Tests.Local.Cli;

public sealed class ProgressViewTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Plain_lines_come_when_something_has_happened()
    {
        using StringWriter writer = new() { NewLine = "\n" };
        await using PlainProgressView sut = new(writer, new RunEstimate([]), _time);

        sut.Show(Update(RunPhase.Snapshot, 0, 100));
        _time.Advance(TimeSpan.FromMinutes(1));
        sut.Show(Update(RunPhase.Snapshot, 5, 100));
        sut.Show(Update(RunPhase.Snapshot, 50, 100));
        sut.Show(Update(RunPhase.Replicate, 0, 0, new DestinationProgress("far", DestinationState.Replicating, 900, "waits for the checkpoint")));
        sut.Show(Update(RunPhase.Replicate, 0, 0, new DestinationProgress("far", DestinationState.Replicating, 800, "waits for the checkpoint")));
        sut.Show(Update(RunPhase.Replicate, 0, 0, new DestinationProgress("far", DestinationState.Verified)));
        sut.Show(Update(RunPhase.Done, 0, 0));

        writer.ToString().ShouldBe("""
            00:00:00Z  snapshot 0 of 100  (0s)
            00:01:00Z  snapshot 50 of 100, 50 a minute  (1m)
            00:01:00Z  replicate  (1m)
            00:01:00Z  far replicating, 900 operations pending: waits for the checkpoint  (1m)
            00:01:00Z  far verified  (1m)

            """);
    }

    [Fact]
    public async Task A_terminal_is_drawn_anew_and_hostile_notes_do_it_no_harm()
    {
        using WatchedWriter writer = new();
        await using (LiveProgressView sut = new(writer, new RunEstimate([]), TimeProvider.System))
        {
            sut.Show(Update(RunPhase.Replicate, 0, 0, new DestinationProgress("far", DestinationState.Replicating, null, "[red]\u001b[2Jpwned[/]")));
            await writer.WhenWrittenAsync("far replicating");
            sut.Say("a word aside");
        }

        writer.ToString().ShouldContain("a word aside");
        writer.ToString().ShouldContain("[red]");
        writer.ToString().ShouldNotContain("\u001b[2J");
    }

    [Fact]
    public async Task Phases_that_a_failed_run_left_out_are_not_shown_as_done()
    {
        using WatchedWriter writer = new();
        await using (LiveProgressView sut = new(writer, new RunEstimate([]), TimeProvider.System))
        {
            sut.Show(Update(RunPhase.Prepare, 0, 0));
            await writer.WhenWrittenAsync("prepare");
            RunCatalog.Update end = Update(RunPhase.Done, 0, 0);
            sut.Show(end with { Run = end.Run with { State = RunState.Failed, EndedAt = _time.GetUtcNow() } });
            await writer.WhenWrittenAsync("  failed");
        }

        const string Green = "\u001b[38;5;2m";
        writer.ToString().ShouldContain($"{Green}prepare");
        writer.ToString().ShouldNotContain($"{Green}snapshot");
    }

    private static RunCatalog.Update Update(RunPhase phase, int done, int total, params DestinationProgress[] destinations)
    {
        DateTimeOffset start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Run run = new() { Id = "sync-vms-20260101T000000Z", Policy = "vms", StartedAt = start, Phase = phase };
        return new(run, new RunProgress(phase, start, done, total, destinations));
    }
}
