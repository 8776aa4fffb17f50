using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace GlusterDr.FunctionsHost.Http;

/// <summary>Sends requests on to the worker's own web server, by the library and with the header that the Functions host uses.</summary>
internal sealed class HttpForwarding(IHttpForwarder forwarder) : IDisposable
{
    private const string InvocationHeader = "x-ms-invocation-id";

    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private readonly ForwarderRequestConfig _config = new() { ActivityTimeout = TimeSpan.FromMinutes(4) };

    /// <summary>Sends a request on, and the answer back as it comes.</summary>
    public async Task SendAsync(HttpContext http, string worker, string invocationId)
    {
        http.Request.Headers[InvocationHeader] = invocationId;
        ForwarderError error = await forwarder.SendAsync(http, worker, _client, _config);

        // A caller that went away is no failure of the function's.
        if (error != ForwarderError.None && !http.RequestAborted.IsCancellationRequested)
        {
            throw new InvalidOperationException(
                $"The request could not be sent on to the worker: {error}", http.Features.Get<IForwarderErrorFeature>()?.Exception);
        }
    }

    public void Dispose() => _client.Dispose();
}
