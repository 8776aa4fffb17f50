using GlusterDr.Runs;

namespace GlusterDr.Notifications;

/// <summary>How a run went for one destination.</summary>
/// <param name="Name">Its name in the policy.</param>
/// <param name="State">Where it came to.</param>
/// <param name="RecoveryPoint">The recovery point that it got; null: none.</param>
/// <param name="Error">Why it failed.</param>
public sealed record NotifiedDestination(string Name, DestinationState State, string? RecoveryPoint, NotifiedError? Error)
{
    /// <summary>The brief of a destination.</summary>
    public static NotifiedDestination Of(RunDestination destination) =>
        new(destination.Name, destination.State, destination.RecoveryPoint, NotifiedError.Of(destination.Error));
}
