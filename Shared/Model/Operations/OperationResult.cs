using System.Text.Json;
using System.Text.Json.Serialization;
using GlusterDr.Errors;
using GlusterDr.Policies;

namespace GlusterDr.Operations;

/// <summary>The result of an operation.</summary>
/// <param name="State">How it ended.</param>
/// <param name="Summary">The result in one line.</param>
/// <param name="Error">Why it failed.</param>
public sealed record OperationResult(OperationState State, string Summary, Error? Error = null)
{
    /// <summary>What was found before anything was changed.</summary>
    public IReadOnlyList<CheckFinding> Findings { get; init; } = [];

    /// <summary>Warnings, although it succeeded.</summary>
    public IReadOnlyList<Error> Warnings { get; init; } = [];

    /// <summary>What could not be undone or stays for another reason, each with how to remove it.</summary>
    public IReadOnlyList<Error> Left { get; init; } = [];

    /// <summary>Additional members of this kind of operation, by name. The definition of the operation writes and reads them.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Payload { get; init; }
}
