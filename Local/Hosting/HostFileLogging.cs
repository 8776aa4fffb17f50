using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Local.Hosting;

/// <summary>Logs into <c>glusterdr.log</c> in the data directory.</summary>
internal static class HostFileLogging
{
    public static ILoggingBuilder AddHostFile(this ILoggingBuilder logging, string dataDirectory)
    {
        logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning);
        logging.Services.AddSingleton<ILoggerProvider>(
            provider => new FileLoggerProvider(Path.Combine(dataDirectory, "glusterdr.log"), provider.GetRequiredService<TimeProvider>()));
        return logging;
    }
}
