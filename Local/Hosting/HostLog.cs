using Microsoft.Extensions.Logging;

namespace GlusterDr.Local.Hosting;

internal static partial class HostLog
{
    [LoggerMessage(EventId = 3200, Level = LogLevel.Warning,
        Message = "The disk of {Directory} is full: other commands cannot find this host. Free space there. The next attempt to write endpoint.json is in {Pause}.")]
    public static partial void NotPublished(ILogger logger, string directory, TimeSpan pause);

    [LoggerMessage(EventId = 3201, Level = LogLevel.Information, Message = "Other commands can find this host again: {Directory}/endpoint.json was written.")]
    public static partial void Published(ILogger logger, string directory);

    [LoggerMessage(EventId = 3202, Level = LogLevel.Error, Message = "{Directory}/endpoint.json cannot be written: other commands cannot find this host.")]
    public static partial void PublishFailed(ILogger logger, string directory, Exception exception);
}
