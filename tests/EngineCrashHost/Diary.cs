using GlusterDr.Local.Engine;
using GlusterDr.Local.Engine.History;

namespace GlusterDr.EngineCrashHost;

/// <summary>Writes down each effect and each durable step, in order: to a file that outlives the process, and to whoever
/// started it, who reads along: the host is never more than a few lines ahead of its killer.</summary>
public sealed class Diary : IHistoryObserver, IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _ahead = new(5);
    private readonly StreamWriter _file;

    /// <summary>Goes on with the diary of earlier lives.</summary>
    public Diary(string path)
    {
        _file = new StreamWriter(path, append: true) { AutoFlush = true };
        new Thread(HearReader) { IsBackground = true }.Start();
    }

    /// <summary>Adds a line.</summary>
    public void Write(string line)
    {
        _ahead.Wait();
        lock (_gate)
        {
            _file.WriteLine(line);
            Console.WriteLine(line);
        }
    }

    /// <inheritdoc/>
    public void Committing(IHistoryObserver.Step step)
    {
    }

    /// <inheritdoc/>
    public void Committed(IHistoryObserver.Step step) => Write($"durable {step.Kind} {step.Name}");

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    // A line of the reader for each line that it has read.
    private void HearReader()
    {
        while (Console.ReadLine() is not null)
        {
            _ahead.Release();
        }
    }
}
