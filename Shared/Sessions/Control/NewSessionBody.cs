using System.Text.RegularExpressions;
using GlusterDr.Errors;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.SetUp;
using GlusterDr.Sites;

namespace GlusterDr.Sessions.Control;

/// <summary>A new session as a person asks for it.</summary>
/// <param name="Host">Any host of the primary pool.</param>
/// <param name="Volume">The primary volume.</param>
/// <param name="Secondary"><c>[user@]host::volume</c>.</param>
public sealed partial record NewSessionBody(string Host, string Volume, string Secondary)
{
    /// <summary>Any host of the secondary pool, as GlusterDr reaches it; null: the one in <see cref="Secondary"/>.</summary>
    public string? SecondaryAddress { get; init; }

    /// <summary>Goes on in spite of what falls short and does no harm by itself.</summary>
    public bool Force { get; init; }

    /// <summary>Makes it, and leaves it stopped.</summary>
    public bool NoStart { get; init; }

    /// <summary>The directory for an unprivileged user's mounts, where none is set yet.</summary>
    public string? MountbrokerRoot { get; init; }

    /// <summary>The group of those who may mount, where none is set yet.</summary>
    public string? MountbrokerGroup { get; init; }

    /// <summary>The wish, with every name checked.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.NameInvalid"/>.</exception>
    public SetUpRequest ToRequest()
    {
        SessionAddress address = SessionAddress.Of(Host ?? "", Volume ?? "", Secondary ?? "");
        NodeFacts.MountbrokerSettings settings = new();
        settings = settings with { Root = MountbrokerRoot ?? settings.Root, Group = MountbrokerGroup ?? settings.Group };
        GlusterNames.RequireUser(settings.Group);
        if (!Directory().IsMatch(settings.Root) || settings.Root.Split('/').Contains(".."))
        {
            throw new DrException(new Error(
                ErrorCodes.NameInvalid,
                ErrorClass.Permanent,
                $"'{settings.Root}' is not a directory for the mountbroker.",
                Advice: "Use an absolute path of letters, digits, dashes, dots and underscores."));
        }

        return new SetUpRequest(address.Host, address.Session)
        {
            SecondaryAddress = SecondaryAddress is null ? null : HostName.Require(SecondaryAddress),
            Force = Force,
            Start = !NoStart,
            Mountbroker = settings,
        };
    }

    [GeneratedRegex(@"\A(/[A-Za-z0-9._-]{1,255}){1,20}\z")]
    private static partial Regex Directory();
}
