using GlusterDr.Api.Health;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace GlusterDr.Api;

/// <summary>The general part of the OpenAPI document.</summary>
internal static class ApiDescription
{
    /// <summary>For a host that requires its bearer token.</summary>
    public static void ForHostToken(OpenApiOptions options) => Describe(options, "bearer", new OpenApiSecurityScheme
    {
        Type = SecuritySchemeType.Http,
        Scheme = "bearer",
        Description = "The token in endpoint.json in the host's data directory.",
    });

    /// <summary>For a host that requires a function key.</summary>
    public static void ForFunctionKey(OpenApiOptions options) => Describe(options, "functionKey", new OpenApiSecurityScheme
    {
        Type = SecuritySchemeType.ApiKey,
        In = ParameterLocation.Header,
        Name = "x-functions-key",
        Description = "A key of the function app. If App Service authentication is enabled, a bearer token of Entra ID is required as well.",
    });

    private static void Describe(OpenApiOptions options, string name, OpenApiSecurityScheme scheme) => options.AddDocumentTransformer((document, _, _) =>
    {
        document.Info = new() { Title = "GlusterDr", Version = HealthEndpoint.Version, Description = "Disaster recovery for virtual machines on GlusterFS." };
        document.Components ??= new();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
        document.Components.SecuritySchemes[name] = scheme;
        document.Security = [new() { [new OpenApiSecuritySchemeReference(name, document)] = [] }];
        return Task.CompletedTask;
    });
}
