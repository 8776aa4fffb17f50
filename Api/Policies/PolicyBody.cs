using GlusterDr.Errors;
using GlusterDr.Policies;
using GlusterDr.Policies.Yaml;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace GlusterDr.Api.Policies;

/// <summary>Reads the policy in the body of a request: JSON, or the YAML of a policy file.</summary>
internal static class PolicyBody
{
    public const string Json = "application/json";

    public const string Yaml = "application/yaml";

    public static async Task<Policy> ReadAsync(HttpRequest request)
    {
        using StreamReader reader = new(request.Body);
        string text = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        string type = MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? parsed) ? parsed.MediaType.ToString() : "";
        return type switch
        {
            Json => PolicyJson.Read(text),
            Yaml => ReadYaml(text),
            _ => throw new BadHttpRequestException($"The body is neither {Json} nor {Yaml}.", 415),
        };
    }

    /// <summary>The policy for a path, which must have the same name.</summary>
    public static async Task<Policy> ReadAsync(HttpRequest request, string name)
    {
        Policy policy = await ReadAsync(request);
        return policy.Name == name ? policy : throw new PolicyInvalidException(
            [new(ErrorCodes.PolicyInvalid, "name", $"the policy calls itself '{policy.Name}', not '{name}' as the path does", "body")]);
    }

    private static Policy ReadYaml(string text) => PolicyFile.ReadBody(text, "body") is [var only]
        ? only
        : throw new PolicyInvalidException([new(ErrorCodes.PolicyInvalid, "", "one policy at a time: the body holds several", "body", 1, 1)]);
}
