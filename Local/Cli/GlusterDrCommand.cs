using Microsoft.Extensions.DependencyInjection;

namespace GlusterDr.Local.Cli;

/// <summary>The <c>glusterdr</c> command.</summary>
public static class GlusterDrCommand
{
    /// <summary>Runs it and returns the exit code: see <see cref="ExitCodes"/>.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="replace">Replaces services of the host, so that tests and demos can run the same command on simulated sites.</param>
    public static Task<int> RunAsync(string[] args, Action<IServiceCollection>? replace = null) =>
        RunAsync(args, new CliEnvironment { Replace = replace });

    internal static Task<int> RunAsync(string[] args, CliEnvironment environment) => new CommandLine(environment).RunAsync(args);
}
