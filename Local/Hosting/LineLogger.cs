using Microsoft.Extensions.Logging;

namespace GlusterDr.Local.Hosting;

/// <summary>Writes each entry as one line, followed by the exception if there is one.</summary>
internal sealed class LineLogger(string category, TimeProvider time, Action<string> write) : ILogger
{
    private readonly string _category = category[(category.LastIndexOf('.') + 1)..];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        string error = exception is null ? "" : $"\n{exception}";
        write($"{time.GetUtcNow().UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {Word(logLevel)} {_category}[{eventId.Id}] {formatter(state, exception)}{error}");
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "error",
        _ => "fatal",
    };
}
