namespace GlusterDr.Api.Operations;

/// <summary>Diagnosis and repair of sessions; a part of <see cref="ApiOperations.All"/>.</summary>
public static class DiagnosisOperations
{
    private const string One = $"{ApiOperations.Prefix}/sessions/{{host}}/{{volume}}/{{secondary}}";

    /// <summary>Diagnoses a session.</summary>
    public static ApiOperation Diagnose { get; } = new(
        "diagnoseSession", "POST", $"{One}/diagnose", "Finds out what is wrong with a session, from all nodes of both sides; an operation, whose result has the diagnosis.");

    /// <summary>Repairs a session.</summary>
    public static ApiOperation Repair { get; } = new(
        "repairSession", "POST", $"{One}/repair", "Applies the fixes that need no person, and verifies the result by content; an operation. 409 names the operation that is using the session.");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ApiOperation> All { get; } = [Diagnose, Repair];
}
