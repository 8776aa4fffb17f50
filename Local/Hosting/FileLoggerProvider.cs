using System.Text;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Local.Hosting;

/// <summary>Appends log lines to a file; at 10 MiB the file becomes <c>*.1</c> and a new one begins.</summary>
internal sealed class FileLoggerProvider(string path, TimeProvider time) : ILoggerProvider
{
    private const long MaxBytes = 10 << 20;

    private readonly Lock _gate = new();
    private StreamWriter? _writer;

    public ILogger CreateLogger(string categoryName) => new LineLogger(categoryName, time, Write);

    public void Dispose()
    {
        lock (_gate)
        {
            try
            {
                _writer?.Dispose();
            }
            catch (IOException)
            {
                // Buffered lines that the full disk did not accept before are dropped.
            }

            _writer = null;
        }
    }

    private void Write(string line)
    {
        lock (_gate)
        {
            try
            {
                Writer().WriteLine(line);
                _writer!.Flush();
            }
            catch (IOException)
            {
                // A full disk must not fail the run that logs about it.
            }
        }
    }

    private StreamWriter Writer()
    {
        if (_writer?.BaseStream.Length > MaxBytes)
        {
            _writer.Dispose();
            _writer = null;
            File.Move(path, path + ".1", overwrite: true);
        }

        return _writer ??= new StreamWriter(path, append: true, new UTF8Encoding(false));
    }
}
