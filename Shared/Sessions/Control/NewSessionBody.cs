using System.Text.RegularExpressions;
using GlusterDr.Errors;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.SetUp;
using GlusterDr.Sites;

namespace GlusterDr.Sessions.Control;

/// <summary>The body of a request to create a session.</summary>
/// <param name="Host">Any host of the primary pool.</param>
/// <param name="Volume">The primary volume.</param>
/// <param name="Secondary"><c>[user@]host::volume</c>.</param>
public sealed partial record NewSessionBody(string Host, string Volume, string Secondary)
{
    /// <summary>Any host of the secondary pool, as GlusterDr reaches it; null: the one in <see cref="Secondary"/>.</summary>
    public string? SecondaryAddress { get; init; }

    /// <summary>Continues in spite of findings that do no harm by themselves.</summary>
    public bool Force { get; init; }

    /// <summary>Creates the session and does not start it.</summary>
    public bool NoStart { get; init; }

    /// <summary>The directory for mounts of an unprivileged user, if none is set.</summary>
    public string? MountbrokerRoot { get; init; }

    /// <summary>The group of the users who may mount, if none is set.</summary>
    public string? MountbrokerGroup { get; init; }

    /// <summary>The input of the set-up, with every name checked.</summary>
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
