using GlusterDr.Conformance.Engine;
using GlusterDr.Durable;
using GlusterDr.Local.Engine;
using GlusterDr.Local.Store;

namespace GlusterDr.Tests.Local.Engine;

/// <summary>The workflow engine when it is disposed early, used too soon, or given data that its database never accepts.</summary>
public sealed class EngineTroubleTests : EngineSuite
{
    protected override IEngineHarness CreateHarness() => new EmbeddedEngineHarness();

    private EmbeddedEngineHarness Embedded => (EmbeddedEngineHarness)Harness;

    [Fact]
    public async Task Waiters_for_an_instance_are_released_when_the_engine_is_disposed()
    {
        string id = await StartScriptAsync(context => context.WaitForExternalEvent<string>("never"));
        Task wait = Embedded.Engine.WaitForInstanceCompletionAsync(id);
        Task idle = Embedded.Engine.WhenIdleAsync();
        await idle;
        wait.IsCompleted.ShouldBeFalse();

        await Embedded.Engine.DisposeAsync();

        await Should.ThrowAsync<OperationCanceledException>(wait);
    }

    [Fact]
    public async Task An_engine_that_was_never_started_can_be_disposed_and_refuses_work()
    {
        using TempDirectory directory = new();
        using SqliteDatabase database = SqliteDatabase.Open(directory.File("test.db"));
        EmbeddedEngine engine = new(database, new DurableRegistry(), _ => throw new NotSupportedException());

        await Should.ThrowAsync<InvalidOperationException>(engine.ScheduleNewOrchestrationInstanceAsync("Script", null, new("early")));
        await engine.DisposeAsync();

        engine.Stopped.IsCancellationRequested.ShouldBeTrue();
    }

    /// <summary>The database refuses each row with this activity's name, as it refuses a row that is too large.</summary>
    [Theory]
    [InlineData("INSERT ON history WHEN NEW.name = 'Poison'")]
    [InlineData("INSERT ON history WHEN NEW.name = 'Poison' AND NEW.kind = 6")]
    [InlineData("UPDATE ON instances WHEN NEW.custom_status IS NOT NULL")]
    public async Task An_instance_that_cannot_be_stored_fails_without_affecting_others(string refused)
    {
        Book.Activity<int, int>("Poison", x => x);
        Book.Activity<int, int>("Good", x => x);
        Book.Workflow("Bad", async context =>
        {
            context.SetCustomStatus("busy");
            return await context.CallActivityAsync<int>("Poison", 1);
        });
        string other = await StartScriptAsync(async context =>
        {
            await context.WaitForExternalEvent<string>("go");
            return await context.CallActivityAsync<int>("Good", 7);
        });
        await Embedded.ExecuteAsync($"CREATE TRIGGER refuse BEFORE {refused} BEGIN SELECT RAISE(ABORT, 'refused'); END");
        string bad = await StartAsync("Bad");

        OrchestrationMetadata failed = await EndAsync(bad);
        failed.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        await Embedded.Engine.RaiseEventAsync(other, "go", "now");
        (await EndAsync(other)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
        Embedded.Engine.Failure.ShouldBeNull();
    }
}
