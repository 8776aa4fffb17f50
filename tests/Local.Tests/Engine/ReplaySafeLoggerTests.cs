using System.Collections.Concurrent;
using GlusterDr.Conformance.Engine;
using GlusterDr.Durable;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Tests.Local.Engine;

public sealed class ReplaySafeLoggerTests : EngineSuite
{
    [Fact]
    public async Task A_replay_logs_nothing_again_and_what_follows_is_logged()
    {
        Book.Activity<int, int>("Work", x => x);
        string id = await StartScriptAsync(async context =>
        {
            ILogger logger = context.CreateReplaySafeLogger("Run");
            logger.LogInformation("before");
            await context.CallActivityAsync("Work", 1);
            logger.LogInformation("between");
            await context.CallActivityAsync("Work", 2);
            await context.WaitForExternalEvent<string>("go");
            logger.LogInformation("after");
            return "end";
        });
        await CrashAndRestartAsync();
        await Client.RaiseEventAsync(id, "go", null);
        await ResultAsync<string>(id);
        Lines.Where(line => line.StartsWith("Run: ", StringComparison.Ordinal))
            .ShouldBe(["Run: before", "Run: between", "Run: after"]);
    }

    [Fact]
    public async Task What_a_crash_cut_off_before_it_was_logged_is_logged()
    {
        Book.Activity<int, int>("Work", x => x);
        Book.Workflow(Main, async context =>
        {
            await context.CallActivityAsync("Work", 1);
            context.CreateReplaySafeLogger("Run").LogInformation("worked");
            return context.IsReplaying;
        });
        await StartEngineAsync();

        // Started, scheduled, completed: the result is on disk, and the workflow has not got it yet.
        Task crash = Harness.CrashAtStep(3, CrashMoment.AfterCommit);
        string id = await StartAsync();
        await crash;
        Lines.ShouldNotContain("Run: worked");
        await CrashAndRestartAsync();
        (await ResultAsync<bool>(id)).ShouldBeFalse();
        Lines.ShouldContain("Run: worked");
    }

    private ConcurrentQueue<string> Lines => ((RecordingLoggers)((EmbeddedEngineHarness)Harness).Loggers).Lines;

    protected override IEngineHarness CreateHarness() => new EmbeddedEngineHarness { Loggers = new RecordingLoggers() };
}
