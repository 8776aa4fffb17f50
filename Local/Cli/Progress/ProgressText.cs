using GlusterDr.Api.Runs;
using GlusterDr.Local.Api;
using GlusterDr.Local.Cli.Text;
using GlusterDr.Policies;
using GlusterDr.Runs;

namespace GlusterDr.Local.Cli.Progress;

/// <summary>Text of the progress of a run.</summary>
internal static class ProgressText
{
    /// <summary>The phase, its progress and its rate.</summary>
    public static string Phase(RunProgress progress, DateTimeOffset now)
    {
        string word = Printable.Word(progress.Phase);
        if (progress.Total == 0)
        {
            return word;
        }

        double minutes = (now - progress.PhaseStartedAt).TotalMinutes;
        string rate = progress.Done > 1 && minutes > 0 ? $", {progress.Done / minutes:0.#} a minute" : "";
        return $"{word} {progress.Done} of {progress.Total}{rate}";
    }

    /// <summary>A destination in one line.</summary>
    public static string Destination(DestinationProgress destination)
    {
        string pending = destination.PendingOperations is > 0 and { } count ? $", {count} operations pending" : "";
        string note = destination.Note is { } text ? $": {Printable.OneLine(text)}" : "";
        return $"{Printable.Destination(destination.Name, destination.PrimaryVolume)} {RunText.State(destination.State)}{pending}{note}";
    }

    /// <summary>The time since the start, and the estimated time left.</summary>
    public static string Times(RunCatalog.Update update, RunEstimate estimate, DateTimeOffset now)
    {
        string left = estimate.Left(update.Progress, now) switch
        {
            { TotalSeconds: >= 1 } time when !update.Run.IsOver => $", about {Units.Format(TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds)))} left",
            _ => "",
        };
        return Units.Format(TimeSpan.FromSeconds(Math.Floor((now - update.Run.StartedAt).TotalSeconds))) + left;
    }
}
