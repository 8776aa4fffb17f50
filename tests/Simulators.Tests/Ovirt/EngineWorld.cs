using System.Net;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using GlusterDr.Simulators;
using GlusterDr.Sites;
using GlusterDr.TestKit;

namespace GlusterDr.Tests.Simulators.Ovirt;

/// <summary>A site with an engine, a storage domain on its volume, a session to another site, and a client that is logged in.</summary>
internal sealed class EngineWorld : IDisposable
{
    private readonly CheckedAnswers _answers;
    private readonly HttpClient _client;
    private string _token = "";

    public EngineWorld(int vms = 1, EngineOptions? options = null)
    {
        World = Scenarios.TwoSites(Clock, machines: 0);
        Volume = World.Site("main").Volume("gv1");
        Engine = new SimulatedEngine(World.Site("main"), options);
        Domain = Engine.AddDomain("data1", Volume);
        for (int i = 1; i <= vms; i++)
        {
            Engine.AddVm($"vm{i}", Domain);
        }

        _answers = new CheckedAnswers(new SimulatedEngines(Engine));
        _client = new HttpClient(new EnginesInSimulation(Simulation, _answers).Create(new EngineSettings { Url = Engine.Address.AbsoluteUri, User = "", Password = "" }))
        {
            BaseAddress = Engine.Address,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        LogInAsync().GetAwaiter().GetResult();
    }

    public Simulation Simulation { get; } = new();

    public ManualTimeProvider Clock => Simulation.Clock;

    public SimulatedWorld World { get; }

    public SimulatedVolume Volume { get; }

    public SimulatedEngine Engine { get; }

    public EngineDomain Domain { get; }

    public EngineVm Vm => Engine.Vm("vm1");

    public EngineDisk Disk => Vm.Disks[0];

    public string Token
    {
        get => _token;
        set => _token = value;
    }

    public async Task LogInAsync() => Token = JsonDocument.Parse(await (await FormAsync("sso/oauth/token", Login())).Content.ReadAsStringAsync())
        .RootElement.GetProperty("access_token").GetString()!;

    public static Dictionary<string, string> Login() => new()
    {
        ["grant_type"] = "password",
        ["scope"] = "ovirt-app-api",
        ["username"] = "admin@internal",
        ["password"] = "secret",
    };

    public Task<HttpResponseMessage> FormAsync(string path, Dictionary<string, string> form)
    {
        HttpRequestMessage request = new(HttpMethod.Post, $"/ovirt-engine/{path}") { Content = new FormUrlEncodedContent(form) };
        request.Headers.Add("Accept", "application/json");
        return SendAsync(request);
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => Simulation.RunUntilAsync(() => _client.SendAsync(request));

    /// <summary>Sends a request. The answer must be as the API documents it.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body = null, string? correlationId = null, CancellationToken cancellation = default)
    {
        HttpResponseMessage answer = await Simulation.RunUntilAsync(() => StartAsync(method, path, body, correlationId, cancellation));
        _answers.Faults.ShouldBeEmpty();
        return answer;
    }

    /// <summary>Sends a request, and leaves the clock to the caller.</summary>
    public Task<HttpResponseMessage> StartAsync(HttpMethod method, string path, string? body = null, string? correlationId = null, CancellationToken cancellation = default)
    {
        HttpRequestMessage request = new(method, path.StartsWith('/') ? path : $"/ovirt-engine/api/{path}");
        request.Headers.Add("Authorization", $"Bearer {Token}");
        request.Headers.Add("Accept", "application/xml");
        if (correlationId is not null)
        {
            request.Headers.Add("Correlation-Id", correlationId);
        }

        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/xml");
        return _client.SendAsync(request, cancellation);
    }

    public async Task<XElement> GetAsync(string path) => await ReadAsync(await SendAsync(HttpMethod.Get, path), HttpStatusCode.OK);

    public async Task<XElement> PostAsync(string path, string body, int status = 201, string? correlationId = null) =>
        await ReadAsync(await SendAsync(HttpMethod.Post, path, body, correlationId), (HttpStatusCode)status);

    public static async Task<XElement> ReadAsync(HttpResponseMessage message, HttpStatusCode status)
    {
        string text = await message.Content.ReadAsStringAsync();
        message.StatusCode.ShouldBe(status, text);
        return XElement.Parse(text);
    }

    public async Task<HttpStatusCode> StatusAsync(string path) => (await SendAsync(HttpMethod.Get, path)).StatusCode;

    /// <summary>Requests a snapshot of a machine without its memory, and waits until it is not locked any more.</summary>
    public async Task<string> SnapshotAsync(EngineVm? vm = null, string description = "sync-a-20260101T000000Z", string more = "")
    {
        vm ??= Vm;
        string path = $"vms/{vm.Id}/snapshots";
        string id = (string)(await PostAsync(path, Wish(description, more))).Attribute("id")!;
        Clock.Advance(TimeSpan.FromMinutes(1));
        return id;
    }

    public static string Wish(string description, string more = "") =>
        $"<snapshot><description>{description}</description><persist_memorystate>false</persist_memorystate>{more}</snapshot>";

    public Task<HttpResponseMessage> DeleteAsync(string snapshot, bool background = false, EngineVm? vm = null) =>
        SendAsync(HttpMethod.Delete, $"vms/{(vm ?? Vm).Id}/snapshots/{snapshot}{(background ? "?async=true" : "")}");

    public string Meta(EngineDisk disk, string image) => Volume.Files[$"{Domain.Id}/images/{disk.Id}/{image}.meta"].ContentAt(Clock.GetUtcNow()).Text!;

    public string[] ImagesOf(EngineDisk disk) => [.. Volume.Files.Keys
        .Where(f => f.StartsWith($"{disk.Domain!.Id}/images/{disk.Id}/", StringComparison.Ordinal))
        .Select(f => f[(f.LastIndexOf('/') + 1)..]).Order(StringComparer.Ordinal)];

    public void Dispose() => _client.Dispose();
}
