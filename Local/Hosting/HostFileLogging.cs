using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Local.Hosting;

/// <summary>Logs into <c>glusterdr.log</c> in the data directory.</summary>
internal static class HostFileLogging
{
    public static ILoggingBuilder AddHostFile(this ILoggingBuilder logging, string dataDirectory)
    {
        logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning);
        logging.Services.AddSingleton<ILoggerProvider>(_ => new FileLoggerProvider(Path.Combine(dataDirectory, "glusterdr.log")));
        return logging;
    }
}
