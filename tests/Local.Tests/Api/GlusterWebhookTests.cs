using System.Text;
using System.Text.Json;
using GlusterDr.Api.GlusterEvents;
using GlusterDr.Durable;
using GlusterDr.Gluster.Events;
using GlusterDr.Leases;
using GlusterDr.Local.Store;
using GlusterDr.Runs;
using GlusterDr.TestKit;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlusterDr.Tests.Local.Api;

public sealed class GlusterWebhookTests : IAsyncDisposable
{
    private const string Run = "sync-vms-20260101T120000Z";
    private readonly TempDirectory _directory = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly RaisedEvents _client = new();
    private readonly SqliteDatabase _database;
    private readonly RunStore _runs;
    private readonly LeaseStore _leases;
    private readonly GlusterWebhook _sut;

    public GlusterWebhookTests()
    {
        _database = SqliteDatabase.Open(_directory.File("test.db"));
        _runs = new(new SqliteDocumentStore(_database));
        _leases = new(new SqliteDocumentStore(_database), _time);
        NodeEventStore nodeEvents = new(new SqliteDocumentStore(_database), _time);
        _sut = new(new WebhookToken("let me in"), _client, _runs, _leases, nodeEvents, _time, NullLogger<GlusterWebhook>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _sut.DisposeAsync();
        _database.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData("GEOREP_CHECKPOINT_COMPLETED", "primary_volume")]
    [InlineData("EVENT_GEOREP_CHECKPOINT_COMPLETED", "master_volume")]
    public async Task An_event_of_either_vocabulary_makes_the_run_at_work_look(string type, string key)
    {
        await StoreRunAsync();

        (await PostAsync(Event(type, key))).ShouldBe(200);
        await _sut.DisposeAsync();

        _client.Raised.ShouldBe([(Run, RunStarter.CheckNowEvent("far"))]);
    }

    [Fact]
    public async Task One_of_another_volume_or_of_something_else_is_taken_and_disturbs_nobody()
    {
        await StoreRunAsync();

        (await PostAsync(Event("GEOREP_CHECKPOINT_COMPLETED", "primary_volume", "other"))).ShouldBe(200);
        (await PostAsync(Event("VOLUME_START", "name"))).ShouldBe(200);
        await _sut.DisposeAsync();

        _client.Raised.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("let me in")]
    [InlineData("Basic let me in")]
    [InlineData("Bearer let me i")]
    [InlineData("Bearer let me in!")]
    public async Task Without_the_token_nothing_is_even_read(string? authorization) =>
        (await PostAsync("not read", authorization)).ShouldBe(401);

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"event\"")]
    [InlineData("{\"event\":\"X\"}")]
    [InlineData("{\"event\":1,\"nodeid\":\"n\",\"ts\":1,\"message\":{}}")]
    [InlineData("{\"event\":\"X\",\"nodeid\":\"n\",\"ts\":\"1\",\"message\":{}}")]
    [InlineData("{\"event\":\"X\",\"nodeid\":\"n\",\"ts\":1e300,\"message\":{}}")]
    [InlineData("{\"event\":\"X\",\"nodeid\":\"n\",\"ts\":1,\"message\":[]}")]
    public async Task What_is_no_event_is_refused(string body) => (await PostAsync(body)).ShouldBe(400);

    [Fact]
    public async Task A_test_of_the_webhook_posts_nothing_and_is_answered() => (await PostAsync("")).ShouldBe(200);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task More_than_an_event_can_be_is_not_read(bool saysSo) =>
        (await PostAsync(new string(' ', GlusterWebhook.MaxBodyBytes + 1), saysLength: saysSo)).ShouldBe(413);

    [Fact]
    public async Task A_replay_is_refused_and_so_is_one_of_long_ago()
    {
        string body = Event("GEOREP_FAULTY", "primary_volume");

        (await PostAsync(body)).ShouldBe(200);
        (await PostAsync(body)).ShouldBe(409);
        _time.Advance(TimeSpan.FromMinutes(9));
        (await PostAsync(body)).ShouldBe(409);
        _time.Advance(TimeSpan.FromHours(1));
        (await PostAsync(body)).ShouldBe(409, "it is of an hour ago, whether it is remembered or not");
    }

    [Fact]
    public async Task Ten_thousand_bad_requests_leave_it_well()
    {
        await StoreRunAsync();
        string[] bad = ["{", "[1,2]", new string('{', GlusterWebhook.MaxBodyBytes), new string('x', GlusterWebhook.MaxBodyBytes * 2)];
        string replay = Event("GEOREP_FAULTY", "primary_volume", "other");
        await PostAsync(replay);
        int[] answers = new int[10_000];
        await Parallel.ForAsync(0, answers.Length, async (i, _) => answers[i] = await PostAsync(
            i % 6 == 5 ? replay : bad[i % bad.Length], i % 6 == 4 ? "Bearer wrong" : "Bearer let me in"));

        answers.ShouldAllBe(a => a >= 400 && a < 500);
        (await PostAsync(Event("GEOREP_CHECKPOINT_COMPLETED", "primary_volume"))).ShouldBe(200);
        await _sut.DisposeAsync();
        _client.Raised.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_holds_something_else_is_no_run_and_hears_nothing()
    {
        await HoldAsync("session-vms-20260101T115959Z");
        await _runs.SavePolicyAsync("session-vms-20260101T115959Z", TestPolicies.Named("vms"), CancellationToken.None);

        (await PostAsync(Event("GEOREP_CHECKPOINT_COMPLETED", "primary_volume"))).ShouldBe(200);
        await _sut.DisposeAsync();

        _client.Raised.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_run_that_has_not_begun_hides_no_event_from_the_others()
    {
        await HoldAsync("sync-another-20260101T115959Z");
        await StoreRunAsync();

        (await PostAsync(Event("GEOREP_CHECKPOINT_COMPLETED", "primary_volume"))).ShouldBe(200);
        await _sut.DisposeAsync();

        _client.Raised.ShouldBe([(Run, RunStarter.CheckNowEvent("far"))]);
    }

    [Fact]
    public async Task A_run_that_cannot_be_told_costs_no_other_event()
    {
        _client.Fails = true;
        await StoreRunAsync();
        (await PostAsync(Event("GEOREP_FAULTY", "primary_volume"))).ShouldBe(200);
        await _client.Asked.WaitAsync(Patience.Limit);
        _client.Fails = false;

        (await PostAsync(Event("GEOREP_ACTIVE", "primary_volume"))).ShouldBe(200);
        await _sut.DisposeAsync();

        _client.Raised.ShouldHaveSingleItem();
    }

    private async Task StoreRunAsync()
    {
        await HoldAsync(Run);
        await _runs.SavePolicyAsync(Run, TestPolicies.Named("vms"), CancellationToken.None);
    }

    private Task HoldAsync(string holder) =>
        _leases.TryAcquireAsync($"domain:main:{holder}", holder, _ => Task.FromResult(true), CancellationToken.None);

    private string Event(string type, string key, string volume = "store-vms") => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["event"] = type,
        ["nodeid"] = "0b0a7f3e-3f0c-4c1f-8a53-1a1c2a6b7a55",
        ["ts"] = _time.GetUtcNow().ToUnixTimeSeconds(),
        ["message"] = new Dictionary<string, string> { [key] = volume },
    });

    private async Task<int> PostAsync(string body, string? authorization = "Bearer let me in", bool saysLength = true)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        DefaultHttpContext http = new();
        http.Request.Method = "POST";
        http.Request.Body = new MemoryStream(bytes);
        http.Request.ContentLength = saysLength ? bytes.Length : null;
        if (authorization is not null)
        {
            http.Request.Headers.Authorization = authorization;
        }

        await _sut.AnswerAsync(http);
        return http.Response.StatusCode;
    }
}
