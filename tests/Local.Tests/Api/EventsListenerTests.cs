using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using GlusterDr.Api.GlusterEvents;
using GlusterDr.Api.Operations;
using GlusterDr.Gluster.Events;
using GlusterDr.Local.Api;
using GlusterDr.Local.Hosting;
using GlusterDr.TestKit;
using GlusterDr.Tests.Local.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace GlusterDr.Tests.Local.Api;

/// <summary>The embedded host's listener for Gluster's events, which all machines on the sites' network can reach.</summary>
public sealed class EventsListenerTests : IAsyncLifetime
{
    private const string Token = "0123456789abcdef0123";
    private readonly TempDirectory _directory = new();
    private readonly HttpClient _http = new();
    private readonly IPEndPoint _endPoint = new(IPAddress.Loopback, FreePort.Next());
    private LocalHost? _host;

    private LocalHost Host => _host!;

    private Uri Webhook => new($"http://{_endPoint}{GlusterWebhook.Route}");

    public async ValueTask InitializeAsync() =>
        _host = await LocalHost.StartAsync(TestGround.Options(_directory.Path) with { Events = new EventsListener(_endPoint, Token) }, default);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        _http.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task An_event_with_the_token_is_taken_and_seen()
    {
        string node = Guid.NewGuid().ToString();

        // Made once, because it contains the time in seconds.
        string happened = Event(node);

        (await PostAsync(happened, Token)).ShouldBe(HttpStatusCode.OK);
        (await PostAsync(happened, Token)).ShouldBe(HttpStatusCode.Conflict);

        NodeEventStore nodeEvents = Host.Services.GetRequiredService<NodeEventStore>();
        await Patience.UntilAsync(async () => await nodeEvents.FindAsync(node, default) is { Event: "GEOREP_ACTIVE" });
    }

    [Fact]
    public async Task Without_the_right_token_it_is_not()
    {
        (await PostAsync(Event(Guid.NewGuid().ToString()), null)).ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(Event(Guid.NewGuid().ToString()), Host.Endpoint.Token)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_api_is_not_served_there_with_whatever_token()
    {
        foreach (string path in ApiOperations.All.Select(o => o.Route.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal)).Append("/").Append("/openapi/v1.json"))
        {
            foreach (string token in new[] { Token, Host.Endpoint.Token })
            {
                using HttpRequestMessage request = new(HttpMethod.Get, new Uri($"http://{_endPoint}{path}"));
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                using HttpResponseMessage answer = await _http.SendAsync(request);
                answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
            }
        }
    }

    [Fact]
    public async Task The_webhook_is_not_on_the_apis_own_address()
    {
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(Host.Endpoint.Url, GlusterWebhook.Route));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        using HttpResponseMessage answer = await _http.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Who_holds_all_connections_open_keeps_nobody_from_the_api()
    {
        List<TcpClient> idle = [];
        try
        {
            for (int i = 0; i < EventsConnection.Most + 50; i++)
            {
                TcpClient client = new();
                idle.Add(client);
                try
                {
                    await client.ConnectAsync(_endPoint);
                }
                catch (SocketException) when (i >= EventsConnection.Most)
                {
                    // The connection was closed before it was accepted.
                }
            }

            using ApiClient api = new(Host.Endpoint);
            (await api.GetHealthAsync(default)).ShouldNotBeNull();
        }
        finally
        {
            idle.ForEach(c => c.Dispose());
        }

        await Patience.UntilAsync(async () => await PostAsync(Event(Guid.NewGuid().ToString()), Token) == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Where_a_certificate_is_given_it_is_https()
    {
        using TempDirectory directory = new();
        (string certificate, string key) = MakeCertificate(directory);
        IPEndPoint endPoint = new(IPAddress.Loopback, FreePort.Next());
        EventsListener events = new(endPoint, Token) { CertificateFile = certificate, KeyFile = key };
        await using LocalHost host = await LocalHost.StartAsync(TestGround.Options(directory.Path) with { Events = events }, default);
        using HttpClientHandler handler = new() { ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown?.Subject == "CN=events" };
        using HttpClient https = new(handler);
        using StringContent body = new(Event(Guid.NewGuid().ToString()), Encoding.UTF8, "application/json");
        https.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);

        using HttpResponseMessage answer = await https.PostAsync(new Uri($"https://{endPoint}{GlusterWebhook.Route}"), body);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static (string Certificate, string Key) MakeCertificate(TempDirectory directory)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=events", key, HashAlgorithmName.SHA256);
        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(directory.File("cert.pem"), made.ExportCertificatePem());
        File.WriteAllText(directory.File("key.pem"), key.ExportPkcs8PrivateKeyPem());
        return (directory.File("cert.pem"), directory.File("key.pem"));
    }

    private async Task<HttpStatusCode> PostAsync(string body, string? token)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, Webhook) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        try
        {
            using HttpResponseMessage answer = await _http.SendAsync(request);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return HttpStatusCode.ServiceUnavailable;
        }
    }

    private static string Event(string node) =>
        $$$"""{"event":"GEOREP_ACTIVE","nodeid":"{{{node}}}","ts":{{{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}}},"message":{}}""";
}
