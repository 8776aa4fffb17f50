using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using GlusterDr.Operations;

namespace GlusterDr.Sessions.Diagnosis;

/// <summary>The diagnosis that a diagnosis or a repair adds to the result of its operation.</summary>
public static class DiagnosisResult
{
    private const string First = "diagnosis";
    private const string Last = "after";

    // The text and the exit code of one result both need it, and a diagnosis of many nodes is large: each is read once.
    private static readonly ConditionalWeakTable<IDictionary<string, JsonElement>, ConcurrentDictionary<string, SessionDiagnosis?>> s_read = [];

    /// <summary>The diagnosis; of a repair, the one before it. Null: the operation has none.</summary>
    public static SessionDiagnosis? GetDiagnosis(this OperationResult result) => Read(result, First);

    /// <summary>The diagnosis after a repair. Null: the session was not diagnosed again.</summary>
    public static SessionDiagnosis? GetDiagnosisAfter(this OperationResult result) => Read(result, Last);

    /// <summary>The result with the diagnosis; null adds nothing.</summary>
    public static OperationResult WithDiagnosis(this OperationResult result, SessionDiagnosis? diagnosis) => Add(result, First, diagnosis);

    /// <summary>The result with the diagnosis after the repair.</summary>
    public static OperationResult WithDiagnosisAfter(this OperationResult result, SessionDiagnosis diagnosis) => Add(result, Last, diagnosis);

    private static SessionDiagnosis? Read(OperationResult result, string name) =>
        result.Payload is { } payload && payload.TryGetValue(name, out JsonElement stored)
            ? s_read.GetOrCreateValue(payload).GetOrAdd(name, _ => stored.Deserialize<SessionDiagnosis>(DrJson.Options))
            : null;

    private static OperationResult Add(OperationResult result, string name, SessionDiagnosis? diagnosis)
    {
        if (diagnosis is null)
        {
            return result;
        }

        Dictionary<string, JsonElement> payload = new(result.Payload ?? new Dictionary<string, JsonElement>(), StringComparer.Ordinal)
        {
            [name] = JsonSerializer.SerializeToElement(diagnosis, DrJson.Options),
        };
        return result with { Payload = payload };
    }
}
