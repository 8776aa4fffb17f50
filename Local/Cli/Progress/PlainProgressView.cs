using GlusterDr.Api.Runs;
using GlusterDr.Local.Api;
using GlusterDr.Runs;

namespace GlusterDr.Local.Cli.Progress;

/// <summary>One line for each change of phase or destination, for logs and pipes.</summary>
internal sealed class PlainProgressView(TextWriter writer, RunEstimate estimate, TimeProvider time) : IProgressView
{
    private readonly Dictionary<string, DestinationProgress> _destinations = new(StringComparer.Ordinal);
    private RunPhase? _phase;
    private int _tenths;

    public void Show(RunCatalog.Update update)
    {
        if (update.Progress is not { } progress || progress.Phase == RunPhase.Done)
        {
            return;
        }

        int tenths = progress.Total == 0 ? 0 : progress.Done * 10 / progress.Total;
        if (progress.Phase != _phase || tenths != _tenths)
        {
            (_phase, _tenths) = (progress.Phase, tenths);
            Line(update, ProgressText.Phase(progress, time.GetUtcNow()));
        }

        foreach (DestinationProgress destination in progress.Destinations.Where(IsNews))
        {
            _destinations[destination.Name] = destination;
            Line(update, ProgressText.Destination(destination));
        }
    }

    public void Say(string text) => writer.WriteLine(text);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <remarks>The number of pending operations changes all the time, so it causes no line.</remarks>
    private bool IsNews(DestinationProgress now) => _destinations.TryGetValue(now.Name, out DestinationProgress? before)
        ? now.State != before.State || now.Note != before.Note
        : now.State != DestinationState.Planned;

    private void Line(RunCatalog.Update update, string text) =>
        writer.WriteLine($"{time.GetUtcNow().UtcDateTime:HH:mm:ss}Z  {text}  ({ProgressText.Times(update, estimate, time.GetUtcNow())})");
}
