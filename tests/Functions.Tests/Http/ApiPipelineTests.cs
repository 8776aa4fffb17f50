using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GlusterDr.Api;
using GlusterDr.Api.Operations;
using GlusterDr.Durable;
using GlusterDr.Functions.Hosting;
using GlusterDr.Functions.Http;
using GlusterDr.Local.Hosting;
using GlusterDr.Local.Store;
using GlusterDr.Policies;
using GlusterDr.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace GlusterDr.Tests.Functions.Http;

/// <summary>The API behind its single HTTP trigger: each operation, called with the trigger's route.</summary>
public sealed class ApiPipelineTests : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("glusterdr-api-").FullName;
    private readonly ServiceProvider _services;

    public ApiPipelineTests()
    {
        ServiceCollection services = new();
        services.AddLogging().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        // Services that each web host has.
        services.AddSingleton(new DiagnosticListener("tests")).AddSingleton<IHostEnvironment>(new HostingEnvironment { ApplicationName = "tests" });
        services.AddApp(new ConfigurationBuilder().Build());
        services
            .AddSingleton(SqliteDatabase.Open(Path.Combine(_directory, "test.db")))
            .Replace(ServiceDescriptor.Singleton<IDocumentStore, SqliteDocumentStore>())
            .Replace(ServiceDescriptor.Singleton<IPolicyChecker, NoSites>())
            .Replace(ServiceDescriptor.Singleton<IOrchestrationClient, NoInstances>());
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Every_operation_is_served()
    {
        foreach (ApiOperation operation in ApiOperations.All)
        {
            string path = operation.Route.Replace("{policy}", "vms", StringComparison.Ordinal)
                .Replace("{run}", "sync-vms-20260101T000000Z", StringComparison.Ordinal)
                .Replace("{name}", "look", StringComparison.Ordinal);

            (int status, string body) = await AskAsync(operation.Method, path);

            body.ShouldNotContain("\"http.404\"", Case.Sensitive, $"{operation.Name}: {status}");
            status.ShouldBeOneOf([200, 201, 202, 204, 400, 404, 415], $"{operation.Name}: {body}");
        }
    }

    [Fact]
    public async Task A_policy_is_put_got_and_deleted_as_on_any_host()
    {
        const string Yaml = """
            policy: vms
            site: {name: here, gluster: [gl1], hypervisor: {hosts: [kvm1]}}
            volume: store
            destinations:
              - {name: far, site: {name: there, gluster: [gl2]}, volume: copy, session: {host: gl2}}
            """;

        (await AskAsync("PUT", "/api/v1/policies/vms", Yaml, "application/yaml")).Status.ShouldBe(201);
        (int status, string body) = await AskAsync("GET", "/api/v1/policies/vms");
        status.ShouldBe(200);
        JsonDocument.Parse(body).RootElement.GetProperty("volume").GetString().ShouldBe("store");
        (await AskAsync("PUT", "/api/v1/policies/vms", "policy: [", "application/yaml")).Status.ShouldBe(400);
        (await AskAsync("DELETE", "/api/v1/policies/vms")).Status.ShouldBe(204);
        (await AskAsync("GET", "/api/v1/policies/vms")).Body.ShouldContain("policy.not-found");
    }

    [Fact]
    public async Task It_is_described_as_the_embedded_host_describes_it()
    {
        await using LocalHost local = await LocalHost.StartAsync(
            new() { DataDirectory = Path.Combine(_directory, "local"), Work = HostWork.Answer, Logging = _ => { } }, CancellationToken.None);
        using HttpClient http = new() { BaseAddress = local.Endpoint.Url };
        http.DefaultRequestHeaders.Authorization = new("Bearer", local.Endpoint.Token);
        JsonNode embedded = JsonNode.Parse(await http.GetStringAsync("/openapi/v1.json"))!;

        (int status, string body) = await AskAsync("GET", "/openapi/v1.json");

        status.ShouldBe(200, body);
        JsonNode azure = JsonNode.Parse(body)!;
        Operations(azure).ShouldBe(ApiOperations.All.Select(o => $"{o.Method} {o.Route} {o.Name}").Order());
        JsonNode.DeepEquals(azure["paths"], embedded["paths"]).ShouldBeTrue();
        JsonNode.DeepEquals(azure["components"]!["schemas"], embedded["components"]!["schemas"]).ShouldBeTrue();
        azure["components"]!["securitySchemes"]!["functionKey"]!["name"]!.GetValue<string>().ShouldBe("x-functions-key");
    }

    [Fact]
    public async Task What_keeps_the_app_from_hosts_is_in_its_health()
    {
        await _services.GetServices<IHostedService>().OfType<StartCheck>().Single().StartAsync(CancellationToken.None);

        string body = (await AskAsync("GET", "/api/v1/health")).Body;

        JsonElement health = JsonDocument.Parse(body).RootElement;
        health.GetProperty("failure").GetString()!.ShouldContain("Ssh__PrivateKey: The secret env:SSH_PRIVATE_KEY cannot be read");
        body.ShouldContain("Ssh__KnownHosts");
    }

    private static IEnumerable<string> Operations(JsonNode document) => document["paths"]!.AsObject()
        .SelectMany(path => path.Value!.AsObject().Select(o => $"{o.Key.ToUpperInvariant()} {path.Key} {o.Value!["operationId"]}"))
        .Order();

    [Fact]
    public async Task An_unknown_operation_is_reported() => (await AskAsync("GET", "/api/v1/nothing")).Body.ShouldContain("http.404");

    private async Task<(int Status, string Body)> AskAsync(string method, string path, string? body = null, string type = "application/json")
    {
        await using AsyncServiceScope scope = _services.CreateAsyncScope();
        DefaultHttpContext http = new() { RequestServices = scope.ServiceProvider };
        http.Request.Method = method;
        http.Request.Path = path;
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body ?? ""));
        http.Request.ContentType = body is null ? null : type;
        http.Request.ContentLength = body?.Length;
        // The state after the routing of the trigger.
        http.SetEndpoint(new Endpoint(null, null, "Api"));
        http.Request.RouteValues["path"] = path;
        MemoryStream answer = new();
        http.Response.Body = answer;
        await _services.GetRequiredService<ApiPipeline>().AnswerAsync(http);
        return (http.Response.StatusCode, Encoding.UTF8.GetString(answer.ToArray()));
    }
}
