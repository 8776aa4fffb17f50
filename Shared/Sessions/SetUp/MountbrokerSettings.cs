namespace GlusterDr.Sessions.SetUp;

/// <summary>How secondary nodes let unprivileged users mount, where that is not set yet.</summary>
/// <param name="Root">The directory for mounts.</param>
/// <param name="Group">The group of those who may; it must exist.</param>
public sealed record MountbrokerSettings(string Root = "/var/mountbroker-root", string Group = "geogroup");
