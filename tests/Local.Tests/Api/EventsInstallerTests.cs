using System.Text.Json;
using GlusterDr.Api.GlusterEvents;
using GlusterDr.Errors;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Events;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Local.Store;
using GlusterDr.Remote;
using GlusterDr.Sites;
using GlusterDr.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlusterDr.Tests.Local.Api;

public sealed class EventsInstallerTests : IDisposable
{
    private const string Peers = """
        <cliOutput><opRet>0</opRet><opErrno>0</opErrno><opErrstr/><peerStatus>
        <peer><uuid>51462bd8-4856-4d6c-9d76-30ea1dded599</uuid><hostname>localhost</hostname><connected>1</connected><state>3</state></peer>
        <peer><uuid>8b1369e8-2270-4409-b6f3-18d4dd2d655b</uuid><hostname>p2</hostname><connected>1</connected><state>3</state></peer>
        </peerStatus></cliOutput>
        """;

    private static readonly Uri s_url = new("http://192.0.2.5:24108/api/v1/gluster-events");
    private static readonly GlusterPool s_pool = new([new RemoteHost("p1", new SshSettings())]);

    private readonly TempDirectory _directory = new();
    private readonly SqliteDatabase _database;
    private readonly NodeEventStore _nodeEvents;
    private readonly Pool _nodes;

    public EventsInstallerTests()
    {
        _database = SqliteDatabase.Open(_directory.File("test.db"));
        _nodeEvents = new(new SqliteDocumentStore(_database), TimeProvider.System);
        _nodes = new Pool(_nodeEvents);
    }

    public void Dispose()
    {
        _database.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task It_is_installed_when_a_test_event_came_from_every_node()
    {
        IReadOnlyList<NodeEventsReport> nodes = await Make().InstallAsync(s_pool, s_url, default);

        nodes.ShouldAllBe(n => n.Heard == true && n.LastHeard != null && n.Webhooks.Contains(s_url.AbsoluteUri));
        _nodes.Done.ShouldBe(["webhook-add", "reload", "test"]);
    }

    [Fact]
    public async Task A_node_whose_daemon_does_not_run_is_named_and_hinders_no_other()
    {
        _nodes.Stopped.Add("p2");

        IReadOnlyList<NodeEventsReport> nodes = await Make().InstallAsync(s_pool, s_url, default);

        nodes.Single(n => n.Node == "p2").ShouldSatisfyAllConditions(n => n.Heard.ShouldBe(false), n => n.Daemon.ShouldBe(EventsDaemon.Stopped));
        nodes.Single(n => n.Node == "p1").Heard.ShouldBe(true);
    }

    [Fact]
    public async Task A_test_event_that_is_lost_while_a_daemon_starts_is_sent_again_to_that_node_alone()
    {
        ManualTimeProvider clock = new();
        _nodes.Lost["p2"] = 2;

        IReadOnlyList<NodeEventsReport> nodes = await InstallAsync(clock);

        nodes.ShouldAllBe(n => n.Heard == true);
        _nodes.Tested.Order().ShouldBe(["p1", "p2", "p2", "p2"]);
    }

    [Fact]
    public async Task A_node_without_the_program_is_not_asked_for_a_test_event()
    {
        _nodes.Stopped.Add("p2");

        await InstallAsync(new ManualTimeProvider());

        _nodes.Tested.ShouldBe(["p1"]);
    }

    [Fact]
    public async Task Where_nothing_comes_it_is_taken_back()
    {
        _nodes.Stopped.UnionWith(["p1", "p2"]);

        Error error = (await Should.ThrowAsync<DrException>(Make().InstallAsync(s_pool, s_url, default))).Error;

        error.Code.ShouldBe(ErrorCodes.EventsNotHeard);
        error.Message.ShouldContain("p1");
        _nodes.Stored.ShouldBeEmpty();
        _nodes.Done.ShouldBe(["webhook-add", "reload", "webhook-del", "reload"]);
    }

    [Fact]
    public async Task A_host_without_a_token_takes_none_and_tells_the_pool_nothing()
    {
        EventsInstaller sut = Make(WebhookToken.None);

        Error error = (await Should.ThrowAsync<DrException>(sut.InstallAsync(s_pool, s_url, default))).Error;

        error.Message.ShouldContain("receives no events");
        _nodes.Done.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("http://192.0.2.5:24108/")]
    [InlineData("ftp://192.0.2.5/api/v1/gluster-events")]
    [InlineData("http://user:password@192.0.2.5/api/v1/gluster-events")]
    public async Task What_is_no_address_of_the_webhook_is_refused(string url)
    {
        Error error = (await Should.ThrowAsync<DrException>(Make().InstallAsync(s_pool, new Uri(url), default))).Error;

        error.Code.ShouldBe(ErrorCodes.NameInvalid);
        _nodes.Done.ShouldBeEmpty();
    }

    private async Task<IReadOnlyList<NodeEventsReport>> InstallAsync(ManualTimeProvider clock)
    {
        Task<IReadOnlyList<NodeEventsReport>> install = Make(time: clock).InstallAsync(s_pool, s_url, default);
        while (!install.IsCompleted)
        {
            await Task.WhenAny(install, clock.WhenTimerIsSetAsync());
            clock.AdvanceToNextTimer();
        }

        return await install;
    }

    private EventsInstaller Make(WebhookToken? token = null, TimeProvider? time = null) => new(
        new GlusterEventsApi(_nodes, new GlusterClient(_nodes, TimeProvider.System, NullLogger<GlusterClient>.Instance)),
        _nodeEvents,
        token ?? new WebhookToken("0123456789abcdef"),
        time ?? TimeProvider.System);

    /// <summary>Two nodes. An event that a running node posts arrives at once.</summary>
    private sealed class Pool(NodeEventStore nodeEvents) : IRemoteRunner
    {
        private readonly Lock _gate = new();

        public HashSet<string> Stopped { get; } = [];

        public HashSet<string> Stored { get; } = [];

        /// <summary>How many test events of a node are lost, as while its daemon starts.</summary>
        public Dictionary<string, int> Lost { get; } = [];

        /// <summary>The nodes that were requested to post a test event.</summary>
        public List<string> Tested { get; } = [];

        /// <summary>The steps, each once for all nodes.</summary>
        public List<string> Done { get; } = [];

        public async Task<RemoteResult> RunAsync(RemoteHost host, RemoteCommand command, CancellationToken cancellation = default)
        {
            if (command.Arguments[0] == "gluster")
            {
                return new RemoteResult(0, Peers, "");
            }

            string call = command.StandardInput.TrimEnd().Split('\n')[^1];
            JsonElement request = JsonDocument.Parse(JsonSerializer.Deserialize<string>(call["main(".Length..^1])!).RootElement;
            string operation = request.GetProperty("operation").GetString()!;
            Note(operation == "change" ? request.GetProperty("verb").GetString()! : operation, request);
            if (operation == "test" && !IsLost(host.Name))
            {
                string node = host.Name == "p1" ? "51462bd8-4856-4d6c-9d76-30ea1dded599" : "8b1369e8-2270-4409-b6f3-18d4dd2d655b";
                await nodeEvents.RecordAsync(node, "TIER_RESUME", request.GetProperty("testId").GetString(), cancellation);
            }

            string daemon = Stopped.Contains(host.Name) ? "stopped" : "running";
            string answer = operation switch
            {
                "change" => """{"code": 0}""",
                "test" => "{}",
                _ => JsonSerializer.Serialize(new { daemon, webhooks = Stored }),
            };
            return new RemoteResult(0, answer, "");
        }

        private bool IsLost(string node)
        {
            lock (_gate)
            {
                Tested.Add(node);
                int lost = Lost.GetValueOrDefault(node);
                Lost[node] = lost - 1;
                return lost > 0 || Stopped.Contains(node);
            }
        }

        private void Note(string step, JsonElement request)
        {
            lock (_gate)
            {
                if (step != "status" && Done.LastOrDefault() != step)
                {
                    Done.Add(step);
                }

                if (step == "webhook-add")
                {
                    Stored.Add(request.GetProperty("url").GetString()!);
                }
                else if (step == "webhook-del")
                {
                    Stored.Clear();
                }
            }
        }
    }
}
