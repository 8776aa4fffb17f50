using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace GlusterDr.FunctionsHost.Http;

/// <summary>Forwards requests to the worker's web server, with the library and the header that the Functions host uses.</summary>
internal sealed class HttpForwarding(IHttpForwarder forwarder) : IDisposable
{
    private const string InvocationHeader = "x-ms-invocation-id";

    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private readonly ForwarderRequestConfig _config = new() { ActivityTimeout = TimeSpan.FromMinutes(4) };

    /// <summary>Forwards a request, and streams the answer back.</summary>
    public async Task SendAsync(HttpContext http, string worker, string invocationId)
    {
        http.Request.Headers[InvocationHeader] = invocationId;
        ForwarderError error = await forwarder.SendAsync(http, worker, _client, _config);

        // It is not an error of the function if the caller has gone.
        if (error != ForwarderError.None && !http.RequestAborted.IsCancellationRequested)
        {
            throw new InvalidOperationException(
                $"The request could not be sent on to the worker: {error}", http.Features.Get<IForwarderErrorFeature>()?.Exception);
        }
    }

    public void Dispose() => _client.Dispose();
}
