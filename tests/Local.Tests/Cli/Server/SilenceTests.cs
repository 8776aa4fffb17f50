using System.Net;
using System.Net.Sockets;
using System.Text;
using GlusterDr.Api.Runs;
using GlusterDr.Local.Api;
using GlusterDr.Local.Cli.Server;
using GlusterDr.TestKit;

namespace GlusterDr.Tests.Local.Cli.Server;

/// <summary>Servers that say nothing: a connection may die without a word.</summary>
public sealed class SilenceTests : IDisposable
{
    private const string Run = "sync-vms-20260101T000000Z";

    private static readonly TimeSpan s_silence = TimeSpan.FromMinutes(1);

    private readonly ManualTimeProvider _time = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public SilenceTests() => _listener.Start();

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task An_answer_that_never_begins_is_given_up()
    {
        using ApiClient api = Client(s_silence);
        Task asking = api.ListPoliciesAsync(default);
        await _time.WhenTimerIsSetAsync();

        _time.Advance(s_silence);

        HttpRequestException e = await Should.ThrowAsync<HttpRequestException>(asking);

        e.Message.ShouldContain("does not answer");
        ServerFailures.IsAway(e).ShouldBeTrue();
    }

    [Fact]
    public async Task A_stream_that_falls_silent_counts_as_cut()
    {
        using ApiClient api = Client(s_silence);
        Task answering = AnswerAsync("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: null\n\n");
        await using (IAsyncEnumerator<RunCatalog.Update> updates = api.FollowRunAsync(Run, default).GetAsyncEnumerator())
        {
            (await updates.MoveNextAsync()).ShouldBeTrue();
            Task next = updates.MoveNextAsync().AsTask();

            _time.Advance(s_silence);

            (await Should.ThrowAsync<HttpRequestException>(next)).Message.ShouldContain("connection to the host was lost before the end");
        }

        await answering;
    }

    [Fact]
    public async Task Who_follows_gives_up_after_three_minutes_in_which_nothing_answered()
    {
        _listener.Stop();
        using ApiClient api = Client(Timeout.InfiniteTimeSpan);
        Task set = _time.WhenTimerIsSetAsync();
        Task following = ReadAsync(new ServerFollower(api, _time).FollowAsync(Run, default));
        int seconds = 0;
        while (await Task.WhenAny(set, following) == set)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            set = _time.WhenTimerIsSetAsync();
            seconds++;
        }

        seconds.ShouldBe(181);
        await Should.ThrowAsync<HttpRequestException>(following);
    }

    private static async Task ReadAsync(IAsyncEnumerable<RunCatalog.Update> updates)
    {
        await foreach (RunCatalog.Update update in updates)
        {
            update.ShouldBeNull();
        }
    }

    private ApiClient Client(TimeSpan silence) =>
        new(new Uri($"http://{_listener.LocalEndpoint}"), new SocketsHttpHandler { UseProxy = false }) { MaxSilence = silence, Time = _time };

    private async Task AnswerAsync(string text)
    {
        using TcpClient client = await _listener.AcceptTcpClientAsync();
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text));

        // Open, and without a word, until the other end has had enough.
        byte[] buffer = new byte[4096];
        while (await stream.ReadAsync(buffer) > 0)
        {
        }
    }
}
