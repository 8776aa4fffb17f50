using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using GlusterDr.Api;
using GlusterDr.Local.Api;
using GlusterDr.Local.Hosting;
using GlusterDr.Policies;
using GlusterDr.Tests.Local.Hosting;

namespace GlusterDr.Tests.Local.Api;

/// <summary>A host on the loopback address, and HTTP clients for it.</summary>
public sealed class ApiHost : IAsyncLifetime
{
    private readonly TempDirectory _directory = new();
    private LocalHost? _host;

    /// <summary>A client without a token.</summary>
    public HttpClient Anonymous { get; } = new();

    /// <summary>A client with the token.</summary>
    public HttpClient Http { get; } = new();

    internal ApiClient Client { get; private set; } = null!;

    internal LocalHost Host => _host!;

    public async ValueTask InitializeAsync()
    {
        _host = await LocalHost.StartAsync(TestGround.Options(_directory.Path), default);
        Client = new ApiClient(_host.Endpoint);
        Http.BaseAddress = Anonymous.BaseAddress = _host.Endpoint.Url;
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _host.Endpoint.Token);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Anonymous.Dispose();
        Client.Dispose();
        await _host!.DisposeAsync();
        _directory.Dispose();
    }

    internal Task ApplyAsync(string name) => Client.PutPolicyAsync(TestPolicies.Named(name), default);

    internal Task<HttpResponseMessage> PutAsync(string name, string body, string type = "application/json") =>
        Http.PutAsync($"/api/v1/policies/{name}", new StringContent(body, Encoding.UTF8, type));

    internal static string Json(Policy policy) => JsonSerializer.Serialize(policy, DrJson.Options);

    internal static async Task<Problem> ProblemAsync(HttpResponseMessage response)
    {
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        Problem problem = JsonSerializer.Deserialize<Problem>(await response.Content.ReadAsStringAsync(), DrJson.Options)!;
        problem.Status.ShouldBe((int)response.StatusCode);
        return problem;
    }
}
