using GlusterDr.Errors;
using GlusterDr.Replication;
using GlusterDr.Sites;

namespace GlusterDr.Sessions.Catalog;

/// <summary>The name of a session as a person types it: any host of the primary pool, the primary volume, and <c>[user@]host::volume</c>.</summary>
/// <param name="Host">Any host of the primary pool.</param>
/// <param name="Session">The session.</param>
public sealed record SessionAddress(string Host, GeoRepSession Session)
{
    private const string Shape = "HOST/VOLUME/[USER@]HOST::VOLUME";

    /// <summary>Reads <c>p1/gv1/s1::gv2</c>.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.NameInvalid"/>.</exception>
    public static SessionAddress Parse(string text) => text.Split('/') is [var host, var volume, var secondary]
        ? Of(host, volume, secondary)
        : throw Invalid(text, "name of a session", $"{Shape}, for example p1/gv1/s1::gv2, as the list of sessions shows it", AdvisedAction.Of(AdviceCodes.ListSessions));

    /// <summary>Combines the three parts. A part that Gluster does not allow is refused.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.NameInvalid"/>.</exception>
    public static SessionAddress Of(string host, string volume, string secondary) =>
        new(HostName.Require(host), GlusterNames.RequireSession(SessionOf(volume, secondary)));

    /// <inheritdoc/>
    public override string ToString() => $"{Host}/{Session.PrimaryVolume}/{Session.SecondaryUrl}";

    // An IPv6 address can contain two colons too: the volume is after the last two.
    private static GeoRepSession SessionOf(string volume, string secondary)
    {
        int colons = secondary.LastIndexOf("::", StringComparison.Ordinal);
        int at = secondary.IndexOf('@', StringComparison.Ordinal);
        if (colons < 0 || at == 0)
        {
            throw Invalid(secondary, "secondary of a session", "[USER@]HOST::VOLUME, for example s1::gv2");
        }

        string? user = at < 0 || at > colons ? null : secondary[..at];
        int host = user is null ? 0 : at + 1;
        return new(volume, GeoRepSession.Unprivileged(user), secondary[host..colons], secondary[(colons + 2)..]);
    }

    private static DrException Invalid(string text, string what, string rule, params IReadOnlyList<AdvisedAction> actions) =>
        new(new Error(ErrorCodes.NameInvalid, ErrorClass.Permanent, $"'{text}' is not a valid {what}.").Advise(new($"Use {rule}.", actions)));
}
