using System.Text.Json.Serialization;

namespace GlusterDr.Replication;

/// <summary>A geo-replication session by name.</summary>
/// <param name="PrimaryVolume">The primary volume.</param>
/// <param name="SecondaryUser">The user of an unprivileged session; null: root.</param>
/// <param name="SecondaryHost">The secondary host as the session names it.</param>
/// <param name="SecondaryVolume">The secondary volume.</param>
public sealed record GeoRepSession(string PrimaryVolume, string? SecondaryUser, string SecondaryHost, string SecondaryVolume)
{
    /// <summary>The secondary as in Gluster's command line: <c>[user@]host::volume</c>.</summary>
    public string SecondaryUrl => IsRoot(SecondaryUser)
        ? $"{SecondaryHost}::{SecondaryVolume}"
        : $"{SecondaryUser}@{SecondaryHost}::{SecondaryVolume}";

    /// <summary>Gluster's name for the session's folders, for any user. Not serialised, because recorded inputs of operations must not change.</summary>
    [JsonIgnore]
    public string FolderName => $"{PrimaryVolume}_{SecondaryHost}_{SecondaryVolume}";

    /// <summary>Whether both name the same session. Host names ignore case, and root need not be named.</summary>
    public bool IsSameAs(GeoRepSession other) =>
        PrimaryVolume == other.PrimaryVolume
        && SecondaryVolume == other.SecondaryVolume
        && string.Equals(SecondaryHost, other.SecondaryHost, StringComparison.OrdinalIgnoreCase)
        && IsRoot(SecondaryUser) == IsRoot(other.SecondaryUser)
        && (IsRoot(SecondaryUser) || SecondaryUser == other.SecondaryUser);

    private static bool IsRoot(string? user) => user is null or "" or "root";

    /// <inheritdoc/>
    public override string ToString() => $"{PrimaryVolume} -> {SecondaryUrl}";
}
