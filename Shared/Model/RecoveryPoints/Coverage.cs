using System.Text.Json.Serialization;
using GlusterDr.Policies;

namespace GlusterDr.RecoveryPoints;

/// <summary>How much of a recovery point was compared between the sites, and when.</summary>
/// <param name="Content">By which rule.</param>
/// <param name="Files">Image files in it.</param>
/// <param name="Bytes">Their bytes in total.</param>
/// <param name="Compared">Bytes that its own run compared.</param>
public sealed record Coverage(ContentCheck Content, int Files, long Bytes, long Compared)
{
    /// <summary>Bytes that an earlier run compared and that have not changed since.</summary>
    public long Unchanged { get; init; }

    /// <summary>When the first of these was compared; null: there are none.</summary>
    public DateTimeOffset? UnchangedSince { get; init; }

    /// <summary>Bytes that no run has compared as they are now.</summary>
    public long NeverVerified { get; init; }

    /// <summary>Where samples were compared: the probability, 0 to 1, that one bad block of 64 KiB in the largest file was missed.</summary>
    public double? MissProbability { get; init; }

    /// <summary>Whether every byte is verified.</summary>
    [JsonIgnore]
    public bool IsComplete => NeverVerified == 0 && Compared + Unchanged == Bytes;
}
