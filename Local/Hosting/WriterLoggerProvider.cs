using Microsoft.Extensions.Logging;

namespace GlusterDr.Local.Hosting;

/// <summary>Writes log lines to a writer: stderr of <c>glusterdr serve</c>, where systemd picks them up.</summary>
internal sealed class WriterLoggerProvider(TextWriter writer, TimeProvider time) : ILoggerProvider
{
    private readonly TextWriter _writer = TextWriter.Synchronized(writer);

    public ILogger CreateLogger(string categoryName) => new LineLogger(categoryName, time, _writer.WriteLine);

    public void Dispose()
    {
        // The caller owns the writer.
    }
}
