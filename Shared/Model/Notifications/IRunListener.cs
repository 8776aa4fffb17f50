using GlusterDr.Runs;

namespace GlusterDr.Notifications;

/// <summary>Is notified when a run has ended. A host may have any number of listeners.</summary>
public interface IRunListener
{
    /// <summary>A run has ended, in any state, and its record is closed. May be called twice for one run; the run's ID identifies it.</summary>
    /// <param name="report">The report of the run.</param>
    /// <param name="cancellation">Cancelled when it takes too long, or when the host stops; the host then notifies again later.</param>
    Task EndedAsync(RunReport report, CancellationToken cancellation);
}
