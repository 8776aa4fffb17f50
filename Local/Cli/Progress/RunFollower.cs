using GlusterDr.Api.Runs;
using GlusterDr.Ids;
using GlusterDr.Local.Api;
using GlusterDr.Local.Cli.Server;
using GlusterDr.Runs;

namespace GlusterDr.Local.Cli.Progress;

/// <summary>Follows a run to its end, and shows its progress on stderr.</summary>
internal sealed class RunFollower(CommandContext context, ApiClient api)
{
    private const int RunsToLearnFrom = 20;

    /// <summary>Returns the run when it has ended.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="onView">Called with the view, for further messages.</param>
    /// <param name="cancellation">Stops the following, never the run.</param>
    public async Task<Run> FollowAsync(string runId, Action<IProgressView>? onView, CancellationToken cancellation)
    {
        string? policy = RunId.TryParse(runId, out string of) ? of : null;
        RunEstimate estimate = new(await api.ListRunsAsync(policy, RunsToLearnFrom, cancellation));
        await using IProgressView view = View(estimate);
        onView?.Invoke(view);
        Run? last = null;
        await using WaitingNotes? notes = context.Server is null ? new(api, context.Environment.Time, view.Say) : null;
        await foreach (RunCatalog.Update update in UpdatesAsync(runId, cancellation))
        {
            view.Show(update);
            last = update.Run;
        }

        return last ?? (await api.GetRunAsync(runId, cancellation)).Run;
    }

    private IAsyncEnumerable<RunCatalog.Update> UpdatesAsync(string runId, CancellationToken cancellation) => context.Server is null
        ? api.FollowRunAsync(runId, cancellation)
        : new ServerFollower(api, context.Environment.Time).FollowAsync(runId, cancellation);

    private IProgressView View(RunEstimate estimate) => context.Environment.Interactive
        ? new LiveProgressView(context.Environment.Error, estimate, context.Environment.Time)
        : new PlainProgressView(context.Environment.Error, estimate, context.Environment.Time);
}
