using GlusterDr.Api.Runs;
using GlusterDr.Local.Api;
using GlusterDr.Local.Cli.Text;
using GlusterDr.Runs;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace GlusterDr.Local.Cli.Progress;

/// <summary>A few lines on a terminal, redrawn four times a second.</summary>
internal sealed class LiveProgressView : IProgressView
{
    private readonly IAnsiConsole _console;
    private readonly RunEstimate _estimate;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _over = new();
    private readonly HashSet<RunPhase> _entered = [];
    private readonly Task _drawing;
    private RunCatalog.Update? _last;

    public LiveProgressView(TextWriter writer, RunEstimate estimate, TimeProvider time)
    {
        _estimate = estimate;
        _time = time;
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
        });
        _drawing = Task.Run(DrawAsync);
    }

    public void Show(RunCatalog.Update update) => Volatile.Write(ref _last, update);

    public void Say(string text) => _console.WriteLine(text);

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _drawing;
        _over.Dispose();
    }

    private Task DrawAsync() => _console.Live(Picture()).AutoClear(false).StartAsync(async live =>
    {
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(250), _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_over.Token))
            {
                live.UpdateTarget(Picture());
            }
        }
        catch (OperationCanceledException)
        {
            live.UpdateTarget(Picture());
        }
    });

    private IRenderable Picture()
    {
        if (Volatile.Read(ref _last) is not { } update)
        {
            return new Spectre.Console.Text("starting");
        }

        DateTimeOffset now = update.Run.EndedAt ?? _time.GetUtcNow();
        List<IRenderable> lines = [new Markup(Phases(update))];
        if (update.Progress is { } progress)
        {
            lines.Add(new Spectre.Console.Text($"  {(update.Run.IsOver ? RunText.State(update.Run.State) : ProgressText.Phase(progress, now))}"));
            lines.AddRange(progress.Destinations.Select(d => new Spectre.Console.Text($"  {ProgressText.Destination(d)}")));
        }

        lines.Add(new Markup($"  [grey]{Markup.Escape(ProgressText.Times(update, _estimate, now))}[/]"));
        return new Rows(lines);
    }

    /// <summary>The phases in order. Phases that a failed run skipped are not shown as done.</summary>
    private string Phases(RunCatalog.Update update)
    {
        RunPhase at = update.Progress?.Phase ?? update.Run.Phase;
        _entered.Add(at);
        _entered.UnionWith(update.Run.Phases.Select(p => p.Phase));
        return string.Join(' ', Enum.GetValues<RunPhase>().Where(p => p != RunPhase.Done).Select(p => $"[{Style(p, at)}]{Printable.Word(p)}[/]"));
    }

    private string Style(RunPhase phase, RunPhase at) => phase == at ? "bold yellow" : phase < at && _entered.Contains(phase) ? "green" : "grey";
}
