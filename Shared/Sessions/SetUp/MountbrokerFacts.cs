namespace GlusterDr.Sessions.SetUp;

/// <summary>What glusterd on a secondary node lets an unprivileged user mount: enough to put it back exactly.</summary>
/// <param name="Text">glusterd.vol as it is.</param>
/// <param name="Root">The directory for mounts; null: none is set.</param>
/// <param name="Group">The group of those who may; null: none is set.</param>
/// <param name="Volumes">What this user may mount.</param>
/// <param name="Paths">What the group would be given, as it is.</param>
public sealed record MountbrokerFacts(
    string Text, string? Root, string? Group, IReadOnlyList<string> Volumes, IReadOnlyList<PathRights> Paths);
