using GlusterDr.Errors;

namespace GlusterDr.Gluster.Leases;

/// <summary>The leases at a site that a run or operation of this control plane has.</summary>
/// <param name="Holder">The run or operation.</param>
/// <param name="Pool">The pool of the volumes, by the names of its nodes.</param>
/// <param name="Epochs">The epoch of each volume.</param>
/// <param name="TakenAt">When they were taken.</param>
/// <param name="VerifiedAt">When they were last seen at the site to be its own, by this control plane's clock, before the question was sent.</param>
public sealed record SiteLeaseRecord(
    string Holder, string Pool, IReadOnlyDictionary<string, long> Epochs, DateTimeOffset TakenAt, DateTimeOffset VerifiedAt)
{
    /// <summary>That another control plane has taken one over; null: not as far as is known.</summary>
    public Error? Lost { get; init; }
}
