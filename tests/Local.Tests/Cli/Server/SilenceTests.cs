using System.Net;
using System.Net.Sockets;
using System.Text;
using GlusterDr.Api;
using GlusterDr.Local.Api;
using GlusterDr.Local.Cli.Server;
using GlusterDr.TestKit;

namespace GlusterDr.Tests.Local.Cli.Server;

/// <summary>Servers that say nothing: a connection may die without a word.</summary>
public sealed class SilenceTests : IDisposable
{
    private const string Run = "sync-vms-20260101T000000Z";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public SilenceTests() => _listener.Start();

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task An_answer_that_never_begins_is_given_up()
    {
        using ApiClient api = Client(TimeSpan.FromMilliseconds(200));

        HttpRequestException e = await Should.ThrowAsync<HttpRequestException>(api.ListPoliciesAsync(default));

        e.Message.ShouldContain("does not answer");
        ServerFailures.IsAway(e).ShouldBeTrue();
    }

    [Fact]
    public async Task A_stream_that_falls_silent_counts_as_cut()
    {
        using ApiClient api = Client(TimeSpan.FromMilliseconds(500));
        Task answering = AnswerAsync("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");

        HttpRequestException e = await Should.ThrowAsync<HttpRequestException>(ReadAsync(api.FollowRunAsync(Run, default)));

        e.Message.ShouldContain("went away before it was over");
        await answering;
    }

    [Fact]
    public async Task Who_follows_gives_up_after_three_minutes_in_which_nothing_answered()
    {
        _listener.Stop();
        ManualTimeProvider time = new();
        using ApiClient api = Client(Timeout.InfiniteTimeSpan);
        Task set = time.WhenTimerIsSetAsync();
        Task following = ReadAsync(new ServerFollower(api, time).FollowAsync(Run, default));
        int seconds = 0;
        while (await Task.WhenAny(set, following).WaitAsync(TimeSpan.FromSeconds(30)) == set)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            set = time.WhenTimerIsSetAsync();
            seconds++;
        }

        seconds.ShouldBe(181);
        await Should.ThrowAsync<HttpRequestException>(following);
    }

    private static async Task ReadAsync(IAsyncEnumerable<RunUpdate> updates)
    {
        await foreach (RunUpdate update in updates)
        {
            update.ShouldBeNull();
        }
    }

    private ApiClient Client(TimeSpan silence) =>
        new(new Uri($"http://{_listener.LocalEndpoint}"), new SocketsHttpHandler { UseProxy = false }) { MaxSilence = silence };

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
