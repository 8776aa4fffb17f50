using System.Text.Json;
using System.Text.Json.Serialization;
using GlusterDr.Errors;
using GlusterDr.Policies;

namespace GlusterDr.Operations;

/// <summary>What came of an operation.</summary>
/// <param name="State">How it ended.</param>
/// <param name="Summary">In one line.</param>
/// <param name="Error">Why it failed.</param>
public sealed record OperationResult(OperationState State, string Summary, Error? Error = null)
{
    /// <summary>What was found before anything was changed.</summary>
    public IReadOnlyList<CheckFinding> Findings { get; init; } = [];

    /// <summary>What falls short, though it succeeded.</summary>
    public IReadOnlyList<Error> Warnings { get; init; } = [];

    /// <summary>What could not be undone, or stays for another reason; each says how to remove it.</summary>
    public IReadOnlyList<Error> Left { get; init; } = [];

    /// <summary>What this kind of operation adds, by member name. Whoever defines the operation writes and reads it.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Payload { get; init; }
}
