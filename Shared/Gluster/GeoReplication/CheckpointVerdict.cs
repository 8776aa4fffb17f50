namespace GlusterDr.Gluster.GeoReplication;

/// <summary>The evaluation of a checkpoint, with its reasons.</summary>
/// <param name="State">The result.</param>
/// <param name="Reasons">What keeps it from being complete, one for each worker or subvolume; empty when complete.</param>
/// <param name="Warnings">What an operator should know although it does not affect the result, such as a node that is down.</param>
public sealed record CheckpointVerdict(CheckpointState State, IReadOnlyList<string> Reasons, IReadOnlyList<string> Warnings)
{
    /// <summary>Whether the checkpoint is complete.</summary>
    public bool IsComplete => State == CheckpointState.Complete;

    /// <inheritdoc/>
    public override string ToString() => Reasons.Count == 0 ? State.ToString() : $"{State}: {string.Join("; ", Reasons)}";
}
