using GlusterDr.Local.Engine;

namespace GlusterDr.EngineCrashHost;

/// <summary>Writes down each effect and each durable step, in order: to a file that outlives the process, and to whoever
/// started it.</summary>
public sealed class Diary(string path) : IHistoryObserver, IDisposable
{
    private readonly Lock _gate = new();
    private readonly StreamWriter _file = new(path, append: true) { AutoFlush = true };

    /// <summary>Adds a line.</summary>
    public void Write(string line)
    {
        lock (_gate)
        {
            _file.WriteLine(line);
            Console.WriteLine(line);
        }
    }

    /// <inheritdoc/>
    public void Committing(HistoryStep step)
    {
    }

    /// <inheritdoc/>
    public void Committed(HistoryStep step) => Write($"durable {step.Kind} {step.Name}");

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
