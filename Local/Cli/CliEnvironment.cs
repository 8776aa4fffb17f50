using Microsoft.Extensions.DependencyInjection;

namespace GlusterDr.Local.Cli;

/// <summary>The environment of the command; tests replace it.</summary>
internal sealed record CliEnvironment
{
    public TextWriter Out { get; init; } = Console.Out;

    public TextWriter Error { get; init; } = Console.Error;

    public TextReader In { get; init; } = Console.In;

    /// <summary>Whether stderr is a terminal, so that it can be redrawn.</summary>
    public bool Interactive { get; init; } = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "dumb");

    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    public bool IsRoot { get; init; } = Environment.IsPrivilegedProcess;

    public IStopSignals Signals { get; init; } = new PosixStopSignals();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Ends the process at once.</summary>
    public Action<int> Exit { get; init; } = Environment.Exit;

    /// <summary>Replaces services of a host in this process.</summary>
    public Action<IServiceCollection>? Replace { get; init; }
}
