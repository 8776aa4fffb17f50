using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using GlusterDr.Hypervisors.Ovirt.Engine;
using GlusterDr.Simulators;
using GlusterDr.Sites;

namespace GlusterDr.Tests.Simulators.Ovirt;

/// <summary>The engine on a port of this machine.</summary>
public sealed class EngineListenerTests
{
    private static readonly string Basic = Convert.ToBase64String(Encoding.UTF8.GetBytes("admin@internal:secret"));

    private readonly SimulatedEngine _engine = Scenarios.AddEngine(
        Scenarios.TwoSites(TimeProvider.System, machines: 0, new WorldOptions { Latency = new LatencyTable { Factor = 0 } }), machines: 2);

    [Fact]
    public async Task Client_that_pins_the_engines_authority_gets_in_by_https_and_one_that_pins_another_does_not()
    {
        await using EngineListener listener = await EngineListener.StartAsync(_engine);
        SimulatedEngine other = Scenarios.AddEngine(Scenarios.TwoSites(TimeProvider.System, machines: 0), machines: 0);
        string own = Directory.CreateTempSubdirectory("glusterdr-").FullName;
        try
        {
            EngineAccess access = listener.WriteAccess(own);
            access.Url.Scheme.ShouldBe("https");
            using HttpClient client = ClientOf(access);
            using HttpResponseMessage answer = await client.GetAsync($"{access.Url}/api/vms?max=1");
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            answer.Version.ShouldBe(HttpVersion.Version11);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/xml");
            (await answer.Content.ReadAsStringAsync()).ShouldContain("<name>vm1</name>");
            _engine.Exchanges[^1].ToString().ShouldBe("#1 GET /ovirt-engine/api/vms?max=1 200");

            await File.WriteAllTextAsync(access.CaFile, other.Authority.Pem);
            using HttpClient wary = ClientOf(access);
            (await Should.ThrowAsync<HttpRequestException>(() => wary.GetAsync($"{access.Url}/api"))).HttpRequestError.ShouldBe(HttpRequestError.SecureConnectionError);
        }
        finally
        {
            Directory.Delete(own, recursive: true);
        }
    }

    [Fact]
    public async Task Connections_are_cut_here_too()
    {
        await using EngineListener listener = await EngineListener.StartAsync(_engine, encrypted: false);
        using HttpClient client = new();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Basic);
        _engine.When("engine POST snapshots").Once().CutAfterEffect();

        using StringContent wish = new(EngineWorld.Wish("mine"), Encoding.UTF8, "application/xml");
        await Should.ThrowAsync<HttpRequestException>(() => client.PostAsync($"{listener.Address}/api/vms/{_engine.Vm("vm1").Id}/snapshots", wish));

        _engine.Vm("vm1").Snapshots.ShouldHaveSingleItem().Description.ShouldBe("mine");
    }

    /// <summary>libgovirt does this when it repeats an unauthenticated request with a password.</summary>
    [Fact]
    public async Task Get_that_announces_a_body_and_does_not_send_it_is_answered()
    {
        await using EngineListener listener = await EngineListener.StartAsync(_engine, encrypted: false);
        using TcpClient connection = new(IPAddress.Loopback.ToString(), listener.Address.Port);
        await using NetworkStream stream = connection.GetStream();

        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"GET /ovirt-engine/api HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic {Basic}\r\nContent-Type: application/xml\r\nContent-Length: 17\r\n\r\n"));

        using StreamReader reader = new(stream);
        (await reader.ReadLineAsync()).ShouldBe("HTTP/1.1 200 OK");
        List<string> headers = [];
        while (await reader.ReadLineAsync() is { Length: > 0 } header)
        {
            headers.Add(header);
        }

        headers.ShouldContain("Connection: close", "what comes next must not be taken for that body");
    }

    private static HttpClient ClientOf(EngineAccess access)
    {
        EngineSettings settings = new() { Url = access.Url.ToString(), User = access.User, Password = access.Password, CaFile = access.CaFile };
        HttpClient client = new(new EngineHandlerFactory().Create(settings));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Basic);
        return client;
    }
}
