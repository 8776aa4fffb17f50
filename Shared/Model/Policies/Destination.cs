using System.Text.Json.Serialization;
using GlusterDr.Ids;
using GlusterDr.Replication;
using GlusterDr.Sites;

namespace GlusterDr.Policies;

/// <summary>One secondary volume of a policy, behind one geo-replication session.</summary>
public sealed record Destination
{
    /// <summary>Its name, unique within the policy; see <see cref="PolicyName"/> for the rule.</summary>
    public required string Name { get; init; }

    /// <summary>Its site.</summary>
    public required Site Site { get; init; }

    /// <summary>The secondary volume.</summary>
    public required string Volume { get; init; }

    /// <summary>The volume of the protected site that is copied here; null: the policy's own.</summary>
    public string? PrimaryVolume { get; init; }

    /// <summary>The secondary host as the session names it.</summary>
    public required string SessionHost { get; init; }

    /// <summary>The user of an unprivileged session; null: root.</summary>
    public string? SessionUser { get; init; }

    /// <summary>How the secondary is kept unchanged between runs.</summary>
    public BetweenRuns BetweenRuns { get; init; } = BetweenRuns.Stopped;

    /// <summary>The site and volume, as <c>site/volume</c>.</summary>
    [JsonIgnore]
    public string Location => $"{Site.Name}/{Volume}";

    /// <summary>The session that replicates a volume to it.</summary>
    public GeoRepSession Session(string primaryVolume) => new(primaryVolume, SessionUser, SessionHost, Volume);
}
