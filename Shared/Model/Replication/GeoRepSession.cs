using System.Text.Json.Serialization;

namespace GlusterDr.Replication;

/// <summary>A geo-replication session by name.</summary>
/// <param name="PrimaryVolume">The primary volume.</param>
/// <param name="SecondaryUser">The user of an unprivileged session; null: root.</param>
/// <param name="SecondaryHost">The secondary host as the session names it.</param>
/// <param name="SecondaryVolume">The secondary volume.</param>
public sealed record GeoRepSession(string PrimaryVolume, string? SecondaryUser, string SecondaryHost, string SecondaryVolume)
{
    /// <summary>The user as whom gsyncd logs in at the secondary. Not in JSON, for the same reason as <see cref="FolderName"/>.</summary>
    [JsonIgnore]
    public string LoginUser => Unprivileged(SecondaryUser) ?? "root";

    /// <summary>The secondary as Gluster's command line has it: <c>[user@]host::volume</c>.</summary>
    public string SecondaryUrl => Unprivileged(SecondaryUser) is { } user
        ? $"{user}@{SecondaryHost}::{SecondaryVolume}"
        : $"{SecondaryHost}::{SecondaryVolume}";

    /// <summary>The name of Gluster's folders for the session, which does not contain the user.</summary>
    /// <remarks>Not in JSON: the recorded inputs of operations that are in progress must stay equal to new ones.</remarks>
    [JsonIgnore]
    public string FolderName => $"{PrimaryVolume}_{SecondaryHost}_{SecondaryVolume}";

    /// <summary>Whether both name the same session: the case of host names does not matter, and root need not be named.</summary>
    public bool IsSameAs(GeoRepSession other) =>
        PrimaryVolume == other.PrimaryVolume
        && SecondaryVolume == other.SecondaryVolume
        && string.Equals(SecondaryHost, other.SecondaryHost, StringComparison.OrdinalIgnoreCase)
        && Unprivileged(SecondaryUser) == Unprivileged(other.SecondaryUser);

    /// <summary>The user of an unprivileged session by its name in an address or an answer of Gluster; null: root, which need not be named.</summary>
    public static string? Unprivileged(string? user) => user is null or "" or "root" ? null : user;

    /// <inheritdoc/>
    public override string ToString() => $"{PrimaryVolume} -> {SecondaryUrl}";
}
