using GlusterDr.Runs;

namespace GlusterDr.Notifications;

/// <summary>Wants to know when a run has ended. A host may have any number of them, or none.</summary>
public interface IRunListener
{
    /// <summary>A run has ended, in whichever state, and its record is closed. It may be told again: the run's id is the same.</summary>
    /// <param name="report">All that is known of it.</param>
    /// <param name="cancellation">Set when the host stops, which tells it again later, or when it takes too long.</param>
    Task EndedAsync(RunReport report, CancellationToken cancellation);
}
