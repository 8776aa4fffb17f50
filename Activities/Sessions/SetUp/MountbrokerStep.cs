using GlusterDr.Sessions.SetUp;

namespace GlusterDr.Activities.Sessions.SetUp;

/// <summary>A step about what an unprivileged user may mount.</summary>
/// <param name="SetUp">The set-up.</param>
/// <param name="Before">How each secondary node was before, by its name.</param>
public sealed record MountbrokerStep(SetUpStep SetUp, IReadOnlyDictionary<string, MountbrokerFacts> Before);
