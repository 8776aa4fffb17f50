using Microsoft.Extensions.Logging;

namespace GlusterDr.Api;

internal static partial class ApiLog
{
    [LoggerMessage(EventId = 2200, Level = LogLevel.Error, Message = "A request failed for a reason of our own.")]
    public static partial void Failed(ILogger logger, Exception error);

    [LoggerMessage(EventId = 2202, Level = LogLevel.Warning, Message = "Gluster's event {Event} could not be passed on to the runs at work; they look by themselves.")]
    public static partial void EventNotPassedOn(ILogger logger, string @event, Exception error);

    [LoggerMessage(EventId = 2201, Level = LogLevel.Warning, Message = "A request to {Path} without the right token was refused.")]
    public static partial void Refused(ILogger logger, string path);
}
