using System.Collections.Concurrent;
using System.Threading.Channels;
using GlusterDr.Local.Hosting;
using GlusterDr.TestKit;
using GlusterDr.Tests.Local.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Tests.Local.Cli.Server;

/// <summary>Stands before a host as Azure's front does: lets in who has the key, answers no by itself, and cuts answers that last.</summary>
internal sealed class Front : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly LocalHost _host;
    private readonly HttpClient _http;
    private readonly ConcurrentDictionary<HttpContext, bool> _streams = new();
    private readonly Channel<bool> _shown = Channel.CreateUnbounded<bool>();

    private Front(WebApplication app, LocalHost host)
    {
        (_app, _host) = (app, host);
        _http = new HttpClient { BaseAddress = host.Endpoint.Url };
        _http.DefaultRequestHeaders.Authorization = new("Bearer", host.Endpoint.Token);
        app.Run(AnswerAsync);
    }

    public string Url => _app.Urls.First();

    public LocalHost Host => _host;

    /// <summary>What lets requests in.</summary>
    public string Key { get; set; } = "a+key/of-the-app==";

    /// <summary>The bearer token that is asked for besides; null: none.</summary>
    public string? Token { get; set; }

    /// <summary>Answers in place of the host; false: it does not.</summary>
    public Func<HttpContext, Task<bool>> Instead { get; set; } = _ => Task.FromResult(false);

    /// <summary>What was asked of it, let in or not.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public static async Task<Front> StartAsync(string directory)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        Front front = new(builder.Build(), await LocalHost.StartAsync(TestGround.Options(directory, GlusterDr.Api.HostWork.Serve), default));
        await front._app.StartAsync();
        return front;
    }

    /// <summary>Returns when some bytes of a stream went through that nobody waited for yet.</summary>
    public async Task WhenShownAsync() => await _shown.Reader.ReadAsync().AsTask().WaitAsync(Patience.Limit);

    /// <summary>Cuts all answers that last.</summary>
    public void Cut()
    {
        foreach (HttpContext stream in _streams.Keys)
        {
            stream.Abort();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
        await _host.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        Asked.Enqueue($"{http.Request.Method} {http.Request.Path}");
        if (await Instead(http))
        {
            return;
        }

        bool isLetIn = http.Request.Headers["x-functions-key"] == Key && (Token is null || http.Request.Headers.Authorization == $"Bearer {Token}");
        if (!isLetIn)
        {
            http.Response.StatusCode = 401;
            return;
        }

        using HttpRequestMessage request = new(new HttpMethod(http.Request.Method), $"{http.Request.Path}{http.Request.QueryString}")
        {
            Content = new StreamContent(http.Request.Body),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", http.Request.ContentType);
        using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, http.RequestAborted);
        http.Response.StatusCode = (int)response.StatusCode;
        http.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        await PassOnAsync(response, http);
    }

    private async Task PassOnAsync(HttpResponseMessage response, HttpContext http)
    {
        bool isStream = http.Response.ContentType == "text/event-stream";
        _ = !isStream || _streams.TryAdd(http, true);
        try
        {
            await using Stream body = await response.Content.ReadAsStreamAsync(http.RequestAborted);
            byte[] buffer = new byte[64 << 10];
            while (await body.ReadAsync(buffer, http.RequestAborted) is > 0 and int read)
            {
                await http.Response.Body.WriteAsync(buffer.AsMemory(0, read), http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
                _ = !isStream || _shown.Writer.TryWrite(true);
            }
        }
        catch (OperationCanceledException)
        {
            // Cut.
        }
        finally
        {
            _streams.TryRemove(http, out _);
        }
    }
}
