using GlusterDr.Runs;

namespace GlusterDr.Notifications;

/// <summary>How a run went for one destination.</summary>
/// <param name="Name">Its name in the policy.</param>
/// <param name="State">Its final state.</param>
/// <param name="RecoveryPoint">Its new recovery point; null: none.</param>
/// <param name="Error">Why it failed.</param>
public sealed record NotifiedDestination(string Name, DestinationState State, string? RecoveryPoint, NotifiedError? Error)
{
    /// <summary>Summarises a destination.</summary>
    public static NotifiedDestination Of(RunDestination destination) =>
        new(destination.Name, destination.State, destination.RecoveryPoint, NotifiedError.Of(destination.Error));
}
