using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using GlusterDr.Errors;

namespace GlusterDr.Policies;

/// <summary>Reads a policy from the project's own JSON, as strictly as from a policy file.</summary>
public static class PolicyJson
{
    private static readonly JsonSerializerOptions s_strict = new(DrJson.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        MaxDepth = 24,
    };

    /// <summary>Reads a policy that follows all rules.</summary>
    /// <exception cref="PolicyInvalidException">The policy is invalid.</exception>
    public static Policy Read(string json)
    {
        try
        {
            RejectNullItems(JsonNode.Parse(json, documentOptions: new() { MaxDepth = 24 }));
            Policy policy = JsonSerializer.Deserialize<Policy>(json, s_strict) ?? throw new JsonException("there is no policy in it");
            PolicyRules.ThrowIfBroken(policy);
            return policy;
        }
        catch (JsonException e)
        {
            int? line = e.LineNumber is { } number ? (int)number + 1 : null;
            int? column = e.BytePositionInLine is { } position ? (int)position + 1 : null;
            throw new PolicyInvalidException([new(ErrorCodes.PolicyInvalid, Member(e.Path), e.Message, "body", line, column)]);
        }
        catch (ArgumentException e)
        {
            throw new PolicyInvalidException([new(ErrorCodes.PolicyInvalid, "", e.Message, "body", 1, 1)]);
        }
    }

    private static void RejectNullItems(JsonNode? node)
    {
        if (node is JsonArray array && array.IndexOf(null) is var at and >= 0)
        {
            throw new JsonException("a list cannot contain null", $"{array.GetPath()}[{at}]", null, null);
        }

        IEnumerable<JsonNode?> inner = node switch
        {
            JsonArray items => items,
            JsonObject members => members.Select(m => m.Value),
            _ => [],
        };
        foreach (JsonNode? item in inner)
        {
            RejectNullItems(item);
        }
    }

    private static string Member(string? path) => path is null or "$" ? "" : path.TrimStart('$', '.');
}
