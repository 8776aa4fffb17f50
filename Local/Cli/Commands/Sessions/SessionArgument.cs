using System.CommandLine;
using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Local.Cli.Commands.Sessions;

/// <summary>The session argument of a command.</summary>
internal sealed class SessionArgument : Argument<string>
{
    public SessionArgument()
        : base("SESSION")
    {
        Description = "Name of a session, from `glusterdr session list`: p1/gv1/s1::gv2.";
    }

    public SessionAddress Of(CommandContext context) => SessionAddress.Parse(context.Parsed.GetRequiredValue(this));
}
