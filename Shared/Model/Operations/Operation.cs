using GlusterDr.Ids;

namespace GlusterDr.Operations;

/// <summary>Something that lasts and survives a crash, other than a run: a session's set-up, a repair.</summary>
/// <param name="Id">Its id: see <see cref="OperationId"/>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="StartedAt">When it was asked for.</param>
/// <param name="State">Where it stands.</param>
public sealed record Operation(string Id, string Kind, string Subject, DateTimeOffset StartedAt, OperationState State)
{
    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How far it is.</summary>
    public OperationProgress? Progress { get; init; }

    /// <summary>What came of it.</summary>
    public OperationResult? Result { get; init; }

    /// <summary>Whether it has ended.</summary>
    public bool IsOver => State != OperationState.Running;
}
