using System.Text.Json.Serialization;
using GlusterDr.Policies;

namespace GlusterDr.RecoveryPoints;

/// <summary>How much of a recovery point was compared between the sites, and when.</summary>
/// <param name="Content">The rule of the comparison.</param>
/// <param name="Files">The number of image files in it.</param>
/// <param name="Bytes">Their total size in bytes.</param>
/// <param name="Compared">The bytes that its own run compared.</param>
public sealed record Coverage(ContentCheck Content, int Files, long Bytes, long Compared)
{
    /// <summary>The bytes that earlier runs compared and that have not changed since.</summary>
    public long Unchanged { get; init; }

    /// <summary>When the oldest of these was compared; null: there are none.</summary>
    public DateTimeOffset? UnchangedSince { get; init; }

    /// <summary>The bytes that no run has compared in their current state.</summary>
    public long NeverVerified { get; init; }

    /// <summary>With sampling: the probability, 0 to 1, that one bad block of 64 KiB in the largest file was missed.</summary>
    public double? MissProbability { get; init; }

    /// <summary>Whether every byte is verified.</summary>
    [JsonIgnore]
    public bool IsComplete => NeverVerified == 0 && Compared + Unchanged == Bytes;
}
