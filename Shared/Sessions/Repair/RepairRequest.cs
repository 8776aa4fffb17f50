using GlusterDr.Operations;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Diagnosis;

namespace GlusterDr.Sessions.Repair;

/// <summary>The input of a repair.</summary>
/// <param name="Address">The session.</param>
public sealed record RepairRequest(SessionAddress Address) : IOperationRequest
{
    /// <summary>The name of the orchestration.</summary>
    public const string OrchestratorName = "RepairSession";

    /// <summary>Any host of the secondary pool, as GlusterDr reaches it; null: the one that the session names.</summary>
    public string? SecondaryAddress { get; init; }

    /// <summary>Which files are compared, before and after.</summary>
    public ContentScope Content { get; init; } = new() { Within = TimeSpan.FromDays(1) };

    /// <summary>Permits, as the last resort, to delete the session and create it again. Everything is then replicated again.</summary>
    public bool Recreate { get; init; }

    /// <summary>Also repairs a stopped or paused session of a policy, whose recovery point becomes invalid.</summary>
    public bool Force { get; init; }

    /// <summary>How long to wait for replication. Default: 2 hours.</summary>
    public TimeSpan CarryTimeout { get; init; } = TimeSpan.FromHours(2);

    /// <inheritdoc/>
    public string Subject => Address.ToString();
}
