using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;

namespace GlusterDr.Local.Cli;

/// <summary>The <c>glusterdr</c> command.</summary>
public static class GlusterDrCommand
{
    /// <summary>Runs it and returns what the shell gets: see <see cref="ExitCodes"/>.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="replace">Replaces services of the host, so that another program can run the same command on other ground.</param>
    public static async Task<int> RunAsync(string[] args, Action<IServiceCollection>? replace = null)
    {
        _ = replace;
        RootCommand root = new("Disaster recovery for virtual machines on GlusterFS.");
        ParseResult parsed = root.Parse(args);
        int code = await parsed.InvokeAsync();
        return parsed.Errors.Count > 0 ? ExitCodes.BadInput : code;
    }
}
