using System.Text.Json;
using GlusterDr.Errors;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Events;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Remote;
using GlusterDr.Sites;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlusterDr.Tests.Shared.Gluster.Events;

public sealed class GlusterEventsApiTests
{
    private const string Token = "0123456789abcdef0123";
    private static readonly Uri s_url = new("http://192.0.2.5:24108/api/v1/gluster-events");
    private static readonly GlusterPool s_pool = new([new RemoteHost("p1", new SshSettings())]);

    private readonly List<(string Host, JsonElement Request)> _asked = [];

    [Fact]
    public async Task A_token_is_passed_only_on_standard_input()
    {
        GlusterEventsApi sut = Make(_ => """{"code": 0, "output": "", "error": ""}""", out NodeRunner runner);

        await sut.StoreAsync(s_pool, s_url, Token);

        runner.Lines.ShouldAllBe(line => !line.Contains(Token));
        Asked("change").GetProperty("token").GetString().ShouldBe(Token);
        Asked("change").GetProperty("url").GetString().ShouldBe(s_url.AbsoluteUri);
    }

    [Fact]
    public async Task An_address_that_is_there_gets_the_new_token()
    {
        GlusterEventsApi sut = Make(
            request => request.GetProperty("verb").GetString() == "webhook-add" ? """{"code": 5, "output": "", "error": "Webhook already exists"}""" : """{"code": 0}""", out _);

        await sut.StoreAsync(s_pool, s_url, Token);

        _asked.Select(a => a.Request.GetProperty("verb").GetString()).ShouldBe(["webhook-add", "webhook-mod"]);
    }

    [Fact]
    public async Task What_is_stored_where_a_node_is_away_is_stored_for_the_others()
    {
        GlusterEventsApi sut = Make(_ => SomeOnly(4), out _);

        await Should.NotThrowAsync(sut.StoreAsync(s_pool, s_url, Token));
    }

    [Theory]
    [InlineData(4, false, "some nodes only")]
    [InlineData(8, true, "Failed to sync Webhooks file")]
    public async Task What_did_not_reach_all_nodes_is_an_error(int code, bool store, string said)
    {
        GlusterEventsApi sut = Make(_ => SomeOnly(code), out _);

        Error error = (await Should.ThrowAsync<DrException>(store ? sut.StoreAsync(s_pool, s_url, Token) : sut.ForgetAsync(s_pool, s_url))).Error;

        error.Code.ShouldBe(ErrorCodes.EventsFailed);
        error.Message.ShouldContain(said);
        error.Message.ShouldContain("p3");
        error.ToString().ShouldNotContain(Token);
    }

    [Fact]
    public async Task To_forget_what_is_not_there_is_no_error()
    {
        GlusterEventsApi sut = Make(_ => """{"code": 6, "output": "", "error": "Webhook does not exists"}""", out _);

        await sut.ForgetAsync(s_pool, s_url);

        Asked("change").GetProperty("verb").GetString().ShouldBe("webhook-del");
    }

    [Fact]
    public async Task Each_node_is_read_by_itself_and_the_answering_one_by_its_own_name()
    {
        GlusterEventsApi sut = Make(_ => """{"daemon": "stopped", "webhooks": ["http://x/y"]}""", out _);

        NodeEvents[] nodes = await sut.ListAsync(s_pool);

        nodes.Select(n => n.Node).Order().ShouldBe(["p1", "p2", "p3"]);
        nodes.ShouldAllBe(n => n.Daemon == EventsDaemon.Stopped && n.Webhooks.Single() == "http://x/y");
        _asked.Select(a => a.Host).Order().ShouldBe(["p1", "p2", "p3"]);
    }

    [Fact]
    public async Task Where_the_first_node_is_away_no_other_is_taken_for_it()
    {
        GlusterEventsApi sut = Make(_ => """{"daemon": "running"}""", out NodeRunner runner);
        runner.NoGluster.Add("p1");
        GlusterPool pool = new([new RemoteHost("p1", new SshSettings()), new RemoteHost("p2", new SshSettings())]);

        Error error = (await Should.ThrowAsync<DrException>(sut.ListAsync(pool))).Error;

        error.Host.ShouldBe("p1");
        _asked.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("not json", "exit code")]
    [InlineData("""{"problem": "PermissionError: no"}""", "PermissionError")]
    public async Task What_a_node_cannot_do_is_reported_with_its_name_and_does_not_affect_others(string answer, string said)
    {
        GlusterEventsApi sut = Make((host, _) => host == "p2" ? answer : """{"daemon": "running"}""", out _);

        NodeEvents[] nodes = await sut.ReloadAsync(s_pool);

        nodes.Single(n => n.Node == "p2").ShouldSatisfyAllConditions(n => n.Daemon.ShouldBe(EventsDaemon.Unknown), n => n.Problem.ShouldNotBeNull().ShouldContain(said));
        nodes.Count(n => n is { Daemon: EventsDaemon.Running, Problem: null }).ShouldBe(2);
    }

    [Fact]
    public async Task The_cause_of_a_daemon_that_does_not_start_is_reported()
    {
        GlusterEventsApi sut = Make(_ => """{"daemon": "stopped", "error": "Unit glustereventsd.service not found."}""", out _);

        (await sut.ReloadAsync(s_pool)).ShouldAllBe(n => n.Problem == "Unit glustereventsd.service not found.");
    }

    private static string SomeOnly(int code) =>
        $$"""{"code": {{code}}, "output": "", "error": "Failed to sync Webhooks file: Commit failed on p3."}""";

    private JsonElement Asked(string operation) => _asked.Single(a => a.Request.GetProperty("operation").GetString() == operation).Request;

    private GlusterEventsApi Make(Func<JsonElement, string> answer, out NodeRunner runner) => Make((_, request) => answer(request), out runner);

    private GlusterEventsApi Make(Func<string, JsonElement, string> answer, out NodeRunner runner)
    {
        runner = new NodeRunner((host, request) =>
        {
            _asked.Add((host, request));
            return answer(host, request);
        });
        return new GlusterEventsApi(runner, new GlusterClient(runner, TimeProvider.System, NullLogger<GlusterClient>.Instance));
    }

    /// <summary>Answers the script's requests as a test says, and <c>pool list</c> as recorded.</summary>
    private sealed class NodeRunner(Func<string, JsonElement, string> answer) : IRemoteRunner
    {
        private readonly Lock _gate = new();

        public List<string> Lines { get; } = [];

        /// <summary>Hosts that are unreachable for Gluster commands.</summary>
        public HashSet<string> NoGluster { get; } = [];

        public Task<RemoteResult> RunAsync(RemoteHost host, RemoteCommand command, CancellationToken cancellation = default)
        {
            lock (_gate)
            {
                Lines.Add(command.ToString());
                if (command.Arguments[0] == "gluster" && NoGluster.Contains(host.Name))
                {
                    throw new DrException(new Error(ErrorCodes.HostUnreachable, ErrorClass.Transient, "No connection.", host.Name));
                }

                if (command.Arguments[0] == "gluster")
                {
                    return Task.FromResult(Fixture.Result("pool-list-xml"));
                }

                string call = command.StandardInput.TrimEnd().Split('\n')[^1];
                JsonElement request = JsonDocument.Parse(JsonSerializer.Deserialize<string>(call["main(".Length..^1])!).RootElement;
                return Task.FromResult(new RemoteResult(0, answer(host.Name, request), ""));
            }
        }
    }
}
