using System.Text.Json;
using GlusterDr.Api.Operations;
using GlusterDr.Local.Api;

namespace GlusterDr.Tests.Local.Api;

public sealed class OpenApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task The_document_names_every_operation_and_nothing_else()
    {
        using JsonDocument document = JsonDocument.Parse(await host.Http.GetStringAsync("/openapi/v1.json"));

        IEnumerable<string> described = document.RootElement.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()
            .Select(o => $"{o.Name.ToUpperInvariant()} {path.Name} {o.Value.GetProperty("operationId").GetString()}"));

        described.Order().ShouldBe(ApiOperations.All.Select(o => $"{o.Method} {o.Route} {o.Name}").Order());
    }

    [Fact]
    public async Task Enums_are_described_by_the_words_that_are_sent()
    {
        string document = await host.Http.GetStringAsync("/openapi/v1.json");

        document.ShouldContain("succeeded-with-warnings");
        document.ShouldContain("application/problem+json");
        document.ShouldContain("application/yaml");
        document.ShouldContain("\"title\": \"GlusterDr\"");
        document.ShouldContain("\"scheme\": \"bearer\"");
    }
}
