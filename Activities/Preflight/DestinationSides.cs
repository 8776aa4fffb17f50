using GlusterDr.Errors;
using GlusterDr.Gluster;

namespace GlusterDr.Activities.Preflight;

/// <summary>What Gluster says of both ends of a destination.</summary>
/// <param name="Session">Its session; null: see <paramref name="SessionError"/>.</param>
/// <param name="SessionError">Why the session is not known.</param>
/// <param name="Primary">The volume that is copied; null: it could not be asked for, which is a finding.</param>
/// <param name="Secondary">The volume that holds the copy; null: it could not be asked for, which is a finding.</param>
public sealed record DestinationSides(GeoRepStatus? Session, Error? SessionError, GlusterVolume? Primary, GlusterVolume? Secondary);
