using GlusterDr.Errors;

namespace GlusterDr.Remote.Connections;

/// <summary>One SSH connection to a host, which several commands share. Disposing it ends the commands that run on it.</summary>
internal interface IHostConnection : IAsyncDisposable
{
    /// <summary>Whether it is there and can take commands.</summary>
    bool IsOpen { get; }

    /// <summary>Whether it can still be used: not yet made, being made, or open.</summary>
    bool IsUsable { get; }

    /// <summary>Makes the connection; all who call at the same time share one attempt and its failure.</summary>
    /// <exception cref="DrException">
    /// There is none; nothing was run. <see cref="ErrorCodes.HostBusy"/>: the host takes no more logins now.
    /// </exception>
    Task OpenAsync(CancellationToken cancellation);

    /// <summary>Runs one command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="started">Called once the host's login shell has answered; the command's timeout counts from then.</param>
    /// <param name="cancellation">Ends it, at the host too where that can be done.</param>
    Task<RemoteOutcome> RunAsync(RemoteCommand command, Action started, CancellationToken cancellation);
}
