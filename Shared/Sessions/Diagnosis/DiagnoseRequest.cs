using GlusterDr.Operations;
using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Sessions.Diagnosis;

/// <summary>The input of a diagnosis.</summary>
/// <param name="Address">The session.</param>
public sealed record DiagnoseRequest(SessionAddress Address) : IOperationRequest
{
    /// <summary>The name of the orchestration.</summary>
    public const string OrchestratorName = "DiagnoseSession";

    /// <summary>Any host of the secondary pool, as GlusterDr reaches it; null: the one that the session names.</summary>
    public string? SecondaryAddress { get; init; }

    /// <summary>Which files are compared; null: only files named in changelogs that no crawl reads.</summary>
    public ContentScope? Content { get; init; }

    /// <inheritdoc/>
    public string Subject => Address.ToString();
}
