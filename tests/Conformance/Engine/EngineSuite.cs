using System.Text.Json;
using GlusterDr.Durable;
using GlusterDr.TestKit;

namespace GlusterDr.Conformance.Engine;

/// <summary>Base class of the suites: a new engine for each test, and scripts to run on it.</summary>
public abstract class EngineSuite : IAsyncLifetime
{
    /// <summary>The workflow that most tests run.</summary>
    protected const string Main = "Main";

    private IEngineHarness? _harness;

    /// <summary>The scripts of this test.</summary>
    protected ScriptBook Book { get; } = new();

    /// <summary>The engine of this test.</summary>
    protected IEngineHarness Harness => _harness ??= CreateHarness();

    /// <summary>The client of this engine.</summary>
    protected IOrchestrationClient Client => Harness.Client;

    /// <summary>Creates an engine on an empty store, without starting it.</summary>
    protected abstract IEngineHarness CreateHarness();

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_harness is not null)
        {
            await _harness.DisposeAsync();
        }
    }

    /// <summary>Whether the engine has these capabilities. A test that needs others ends without a result.</summary>
    protected bool Can(EngineCapabilities needed) => Harness.Capabilities.HasFlag(needed);

    /// <summary>Starts the engine with the scripts written so far.</summary>
    protected Task StartEngineAsync() => Harness.StartAsync(Book.Registry(), Book.Create);

    /// <summary>Kills the engine and starts it again.</summary>
    protected async Task CrashAndRestartAsync()
    {
        await Harness.CrashAsync();
        await StartEngineAsync();
    }

    /// <summary>Starts an instance. Returns its id.</summary>
    protected Task<string> StartAsync(string name = Main, object? input = null, string? id = null) =>
        Client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(id));

    /// <summary>Starts the engine and an instance of the workflow, and runs it until it waits or ends. Returns its id.</summary>
    protected async Task<string> StartScriptAsync<TOutput>(
        Func<IOrchestrationContext, Task<TOutput>> script, string? id = null)
    {
        Book.Workflow(Main, script);
        await StartEngineAsync();
        string started = await StartAsync(id: id);
        await Harness.SettleAsync();
        return started;
    }

    /// <summary>Runs the workflow to its end. Returns its result.</summary>
    protected async Task<TOutput> RunScriptAsync<TOutput>(Func<IOrchestrationContext, Task<TOutput>> script) =>
        await ResultAsync<TOutput>(await StartScriptAsync(script));

    /// <summary>Waits for the end of the instance, which must be a success. Returns its result.</summary>
    protected async Task<TOutput> ResultAsync<TOutput>(string id)
    {
        OrchestrationMetadata end = await EndAsync(id);
        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed, $"{end.FailureDetails}");
        return end.SerializedOutput is { } json ? JsonSerializer.Deserialize<TOutput>(json, DrJson.Options)! : default!;
    }

    /// <summary>Waits for the end of the instance, for at most <see cref="Patience.Limit"/>.</summary>
    protected Task<OrchestrationMetadata> EndAsync(string id) =>
        Client.WaitForInstanceCompletionAsync(id).WaitAsync(Patience.Limit);

    /// <summary>Waits for the end of the instance, which must be a failure. Returns its details.</summary>
    protected async Task<TaskFailureDetails> FailureAsync(string id)
    {
        OrchestrationMetadata end = await EndAsync(id);
        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        return end.FailureDetails.ShouldNotBeNull();
    }

    /// <summary>The exception that the task throws. For use inside workflows, which must not await tasks of an assertion library.</summary>
    protected static async Task<TException> CatchAsync<TException>(Task task)
        where TException : Exception
    {
        try
        {
            await task;
        }
        catch (TException exception)
        {
            return exception;
        }

        throw new InvalidOperationException($"Expected {typeof(TException).Name}, and nothing was thrown.");
    }

    /// <summary>The present status of the instance.</summary>
    protected async Task<OrchestrationRuntimeStatus> StatusAsync(string id) =>
        (await Client.GetInstanceAsync(id)).ShouldNotBeNull().RuntimeStatus;
}
