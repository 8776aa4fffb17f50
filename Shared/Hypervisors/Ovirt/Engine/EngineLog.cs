using Microsoft.Extensions.Logging;

namespace GlusterDr.Hypervisors.Ovirt.Engine;

internal static partial class EngineLog
{
    [LoggerMessage(EventId = 4200, Level = LogLevel.Debug, Message = "{Method} {Path}: HTTP {Status}, {Milliseconds:0} ms, correlation id {Correlation}")]
    public static partial void Answered(ILogger logger, string method, string path, int status, double milliseconds, string correlation);

    [LoggerMessage(EventId = 4201, Level = LogLevel.Information, Message = "{Method} {Path}: {Why}; tried again in {Seconds:0.0} s")]
    public static partial void Waits(ILogger logger, string method, string path, string why, double seconds);

    [LoggerMessage(EventId = 4202, Level = LogLevel.Information, Message = "The oVirt engine no longer accepts the token; logging in again")]
    public static partial void TokenRefused(ILogger logger);
}
