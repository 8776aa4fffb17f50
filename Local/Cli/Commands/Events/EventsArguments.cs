using System.CommandLine;
using GlusterDr.Sites;

namespace GlusterDr.Local.Cli.Commands.Events;

/// <summary>The arguments of commands about events.</summary>
internal static class EventsArguments
{
    public static Option<string> Host() => new("--host") { Description = "Any host of the pool.", HelpName = "host", Required = true };

    public static Option<string> Url() => new("--url")
    {
        Description = "The host's webhook as the nodes reach it: http://192.0.2.5:24108/api/v1/gluster-events, or https.",
        HelpName = "url",
        Required = true,
    };

    public static string HostOf(ParseResult parsed, Option<string> option) => HostName.Require(parsed.GetRequiredValue(option));

    /// <exception cref="UsageException">It is no address.</exception>
    public static Uri UrlOf(ParseResult parsed, Option<string> option) =>
        Uri.TryCreate(parsed.GetRequiredValue(option), UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https"
            ? url
            : throw new UsageException("--url must begin with http:// or https://.");
}
