using Microsoft.Extensions.DependencyInjection;

namespace GlusterDr.Local.Cli;

/// <summary>What the command has around it; tests make their own.</summary>
internal sealed record CliEnvironment
{
    public TextWriter Out { get; init; } = Console.Out;

    public TextWriter Error { get; init; } = Console.Error;

    public TextReader In { get; init; } = Console.In;

    /// <summary>Whether a person watches stderr, so that it may be redrawn.</summary>
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
