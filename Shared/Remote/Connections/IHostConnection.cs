using GlusterDr.Errors;

namespace GlusterDr.Remote.Connections;

/// <summary>An SSH connection to a host that several commands share. Disposing it ends their commands.</summary>
internal interface IHostConnection : IAsyncDisposable
{
    /// <summary>Whether it is open and accepts commands.</summary>
    bool IsOpen { get; }

    /// <summary>Whether it is usable: not yet opened, being opened, or open.</summary>
    bool IsUsable { get; }

    /// <summary>Opens the connection. Concurrent callers share one attempt and its failure.</summary>
    /// <exception cref="DrException">
    /// It could not be opened, and nothing was run. <see cref="ErrorCodes.HostBusy"/>: the host accepts no more logins now.
    /// </exception>
    Task OpenAsync(CancellationToken cancellation);

    /// <summary>Runs one command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="started">Called when the host's login shell has answered. The command's timeout counts from then.</param>
    /// <param name="cancellation">Ends it, at the host too if possible.</param>
    Task<RemoteOutcome> RunAsync(RemoteCommand command, Action started, CancellationToken cancellation);
}
