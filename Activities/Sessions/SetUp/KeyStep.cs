using GlusterDr.Activities.Sessions.SetUp.Checks;

namespace GlusterDr.Activities.Sessions.SetUp;

/// <summary>A step about keys.</summary>
/// <param name="SetUp">The set-up.</param>
/// <param name="Nodes">What each secondary node needs.</param>
public sealed record KeyStep(SetUpStep SetUp, IReadOnlyList<NodeKeys> Nodes);
