using System.Text.Json;
using GlusterDr.Operations;

namespace GlusterDr.Sessions.Diagnosis;

/// <summary>What a diagnosis and a repair add to the result of their operation.</summary>
public static class DiagnosisResult
{
    private const string First = "diagnosis";
    private const string Last = "after";

    /// <summary>What is wrong with the session; of a repair: what was wrong before it. Null: the operation has no diagnosis.</summary>
    public static SessionDiagnosis? GetDiagnosis(this OperationResult result) => Read(result, First);

    /// <summary>What is still wrong after a repair. Null: the session was not examined again.</summary>
    public static SessionDiagnosis? GetDiagnosisAfter(this OperationResult result) => Read(result, Last);

    /// <summary>The result with the diagnosis; null adds nothing.</summary>
    public static OperationResult WithDiagnosis(this OperationResult result, SessionDiagnosis? diagnosis) => Add(result, First, diagnosis);

    /// <summary>The result with what is still wrong after the repair.</summary>
    public static OperationResult WithDiagnosisAfter(this OperationResult result, SessionDiagnosis diagnosis) => Add(result, Last, diagnosis);

    private static SessionDiagnosis? Read(OperationResult result, string name) =>
        result.Payload?.TryGetValue(name, out JsonElement stored) == true ? stored.Deserialize<SessionDiagnosis>(DrJson.Options) : null;

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
