using Microsoft.Extensions.DependencyInjection;

namespace GlusterDr.Local.Cli;

/// <summary>The <c>glusterdr</c> command.</summary>
public static class GlusterDrCommand
{
    /// <summary>Runs it and returns what the shell gets: see <see cref="ExitCodes"/>.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="replace">Replaces services of the host, so that another program can run the same command on other ground.</param>
    public static Task<int> RunAsync(string[] args, Action<IServiceCollection>? replace = null) =>
        RunAsync(args, new CliEnvironment { Replace = replace });

    internal static Task<int> RunAsync(string[] args, CliEnvironment environment) => new CommandLine(environment).RunAsync(args);
}
