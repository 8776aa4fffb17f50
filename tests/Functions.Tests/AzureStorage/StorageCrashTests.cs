using System.Collections.Concurrent;
using GlusterDr.Conformance.Engine;
using GlusterDr.Durable;
using GlusterDr.Functions.Durable;

namespace GlusterDr.Tests.Functions.AzureStorage;

/// <summary>A workflow that uses everything, on hosts that die between any two requests to the storage.</summary>
public sealed class StorageCrashTests(AzuriteFixture fixture) : IClassFixture<AzuriteFixture>
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Killed_after_any_request_it_ends_the_same(int seed)
    {
        string hub = AzuriteFixture.NewName();
        Random random = new(seed);
        ConcurrentQueue<string> seen = [];
        ScriptBook book = Write(seen);
        int lives = 0;
        OrchestrationMetadata? end = null;
        while (end is null)
        {
            // The first lives are short: starting alone takes some sixty requests.
            using StorageLine line = new(fixture.Azurite.ConnectionString, cutAfter: random.Next(40, 150 + (40 * lives++)));
            end = await LiveAsync(line, hub, book);
        }

        end.SerializedOutput.ShouldBe("\"0 1 2 3 4; go; child; ready\"", $"{end.FailureDetails}");
        lives.ShouldBeGreaterThan(2);
        seen.Distinct().Count().ShouldBe(1, "each life saw the same ids and times");
    }

    // Until it is over, or the host is dead.
    private static async Task<OrchestrationMetadata?> LiveAsync(StorageLine line, string hub, ScriptBook book)
    {
        Task<OrchestrationMetadata> play = PlayAsync(line, hub, book);
        if (await Task.WhenAny(play, line.IsCut).WaitAsync(s_patience) == play)
        {
            return await play;
        }

        _ = play.ContinueWith(late => late.Exception, TaskScheduler.Default);
        return null;
    }

    private static async Task<OrchestrationMetadata> PlayAsync(StorageLine line, string hub, ScriptBook book)
    {
        await using ExtensionHost host = await ExtensionHost.StartAsync(line, hub, worker => worker.AddListed(book.Registry(), book.Create));
        DurableOrchestrationClient client = host.Client;
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync("Everything", null, new("all"));
        }
        catch (InstanceExistsException)
        {
            // An earlier life has stored it.
        }

        using PeriodicTimer look = new(TimeSpan.FromMilliseconds(100));
        while (await look.WaitForNextTickAsync())
        {
            OrchestrationMetadata? state = await client.GetInstanceAsync("all");
            if (state is { IsCompleted: true })
            {
                return state;
            }

            if (state?.SerializedCustomStatus == "\"waiting\"")
            {
                await client.RaiseEventAsync("all", "go", "go");
            }
        }

        throw new InvalidOperationException("The timer ended.");
    }

    private static ScriptBook Write(ConcurrentQueue<string> seen) => new ScriptBook()
        .Activity<string, string>("Say", x => x)
        .Workflow<string, string>("Child", (context, x) => context.CallActivityAsync<string>("Say", x))
        .Workflow<string>("Everything", async context =>
        {
            string start = $"{context.NewGuid()} {context.CurrentUtcDateTime:O}";
            string[] fan = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => context.CallActivityAsync<string>("Say", $"{i}")));
            seen.Enqueue($"{start} {context.NewGuid()} {context.CurrentUtcDateTime:O}");
            context.SetCustomStatus("waiting");
            string raised = await context.WaitForExternalEvent<string>("go");
            context.SetCustomStatus("raised");
            string child = await context.CallSubOrchestratorAsync<string>("Child", "child");
            await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
            return $"{string.Join(' ', fan)}; {raised}; {child}; {await context.CallActivityAsync<string>("Say", "ready")}";
        });
}
