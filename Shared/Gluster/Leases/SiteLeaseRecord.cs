using GlusterDr.Errors;

namespace GlusterDr.Gluster.Leases;

/// <summary>The site leases that a run or operation of this control plane holds.</summary>
/// <param name="Holder">The run or operation.</param>
/// <param name="Pool">The pool of the volumes, as the names of its nodes.</param>
/// <param name="Epochs">The epoch of each volume.</param>
/// <param name="TakenAt">When they were taken.</param>
/// <param name="VerifiedAt">When they were last confirmed at the site, by this control plane's clock; the time is taken before the request is sent.</param>
public sealed record SiteLeaseRecord(
    string Holder, string Pool, IReadOnlyDictionary<string, long> Epochs, DateTimeOffset TakenAt, DateTimeOffset VerifiedAt)
{
    /// <summary>The error if another control plane has taken one over; null: none has, as far as is known.</summary>
    public Error? Lost { get; init; }
}
