using GlusterDr.Local.Engine;
using GlusterDr.Local.Engine.History;

namespace GlusterDr.EngineCrashHost;

/// <summary>Writes each effect and each durable step, in order, to a file that outlives the process, and to the process that
/// started it. That process confirms each line, so the host is never more than a few lines ahead of it.</summary>
public sealed class Diary : IHistoryObserver, IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _ahead = new(5);
    private readonly StreamWriter _file;

    /// <summary>Opens the diary, and continues it if the file exists.</summary>
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

    // The reader confirms each line that it has read with a line.
    private void HearReader()
    {
        while (Console.ReadLine() is not null)
        {
            _ahead.Release();
        }
    }
}
