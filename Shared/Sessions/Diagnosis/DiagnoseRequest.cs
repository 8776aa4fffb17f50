using GlusterDr.Operations;
using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Sessions.Diagnosis;

/// <summary>The wish to know what is wrong with a session.</summary>
/// <param name="Address">The session.</param>
public sealed record DiagnoseRequest(SessionAddress Address) : IOperationRequest
{
    /// <summary>The name of the orchestration.</summary>
    public const string OrchestratorName = "DiagnoseSession";

    /// <summary>Any host of the secondary pool, as we reach it; null: the one that the session names.</summary>
    public string? SecondaryAddress { get; init; }

    /// <summary>Which files are compared; null: only those that changelogs speak of which no crawl reads.</summary>
    public ContentScope? Content { get; init; }

    /// <inheritdoc/>
    public string Subject => Address.ToString();
}
