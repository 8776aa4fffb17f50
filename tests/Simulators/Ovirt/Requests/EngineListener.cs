using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace GlusterDr.Simulators;

/// <summary>Serves a simulated engine on a port of this machine, for other processes and clients.</summary>
public sealed class EngineListener : IAsyncDisposable
{
    private readonly SimulatedEngine _engine;
    private readonly WebApplication _server;
    private readonly X509Certificate2? _certificate;

    private EngineListener(SimulatedEngine engine, int port, bool encrypted)
    {
        _engine = engine;
        _certificate = encrypted ? engine.Authority.Issue("localhost", engine.Options.Host) : null;
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => Listen(kestrel, port));
        _server = builder.Build();
        _server.Run(ServeAsync);
    }

    /// <summary>The address of the engine, as in a policy.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Starts to listen.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="port">The port. 0: any free port.</param>
    /// <param name="encrypted">Whether to use HTTPS, with a certificate of the engine's authority.</param>
    public static async Task<EngineListener> StartAsync(SimulatedEngine engine, int port = 0, bool encrypted = true)
    {
        EngineListener listener = new(engine, port, encrypted);
        await listener._server.StartAsync();
        string bound = listener._server.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
        listener.Address = new UriBuilder(bound) { Host = "localhost", Path = "/ovirt-engine" }.Uri;
        return listener;
    }

    /// <summary>Writes what a client needs besides the address to files in a directory.</summary>
    public EngineAccess WriteAccess(string directory)
    {
        string authority = Path.Combine(directory, "engine-ca.pem");
        File.WriteAllText(authority, _engine.Authority.Pem);
        string password = Path.Combine(directory, "engine.password");
        File.WriteAllText(password, _engine.Options.Password);
        return new EngineAccess(Address, _engine.Options.UserName, $"file:{password}", authority);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _certificate?.Dispose();
    }

    private void Listen(KestrelServerOptions kestrel, int port)
    {
        kestrel.AddServerHeader = false;
        kestrel.Listen(IPAddress.Loopback, port, endpoint =>
        {
            // As the real engine's web server. Not every client with HTTP/2 works with it.
            endpoint.Protocols = HttpProtocols.Http1;
            if (_certificate is not null)
            {
                endpoint.UseHttps(_certificate);
            }
        });
    }

    private async Task ServeAsync(HttpContext context)
    {
        CancellationToken hungUp = context.RequestAborted;
        if (HasUnreadBody(context.Request))
        {
            context.Response.Headers.Connection = "close";
        }

        try
        {
            if (await _engine.AnswerAsync(await CallOfAsync(context.Request, hungUp), hungUp) is { } answer)
            {
                await WriteAsync(context.Response, answer);
            }
            else
            {
                context.Abort();
            }
        }
        catch (OperationCanceledException) when (hungUp.IsCancellationRequested)
        {
            // The caller has gone.
        }
    }

    private async Task<EngineCall> CallOfAsync(HttpRequest request, CancellationToken cancellation)
    {
        using StreamReader reader = new(request.Body, Encoding.UTF8);
        string body = HasUnreadBody(request) ? "" : await reader.ReadToEndAsync(cancellation);
        return new EngineCall(
            request.Method,
            new Uri(Address, request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget),
            request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body);
    }

    // The body of a GET is not waited for: libgovirt announces one, and does not send it when it repeats a request with a password.
    private static bool HasUnreadBody(HttpRequest request) => HttpMethods.IsGet(request.Method) && request.ContentLength > 0;

    private static async Task WriteAsync(HttpResponse response, EngineAnswer answer)
    {
        response.StatusCode = answer.Status;
        foreach ((string name, string value) in answer.Headers)
        {
            response.Headers[name] = value;
        }

        if (answer.Body is not null)
        {
            response.ContentType = $"{answer.Type};charset=UTF-8";
            await response.WriteAsync(answer.Body, Encoding.UTF8);
        }
    }
}
