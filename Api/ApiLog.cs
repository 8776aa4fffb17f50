using Microsoft.Extensions.Logging;

namespace GlusterDr.Api;

internal static partial class ApiLog
{
    [LoggerMessage(EventId = 2200, Level = LogLevel.Error, Message = "Internal error while handling the request.")]
    public static partial void Failed(ILogger logger, Exception error);

    [LoggerMessage(EventId = 2202, Level = LogLevel.Warning, Message = "Gluster's event {Event} could not be delivered to the runs in progress; they detect checkpoints by polling.")]
    public static partial void EventNotPassedOn(ILogger logger, string @event, Exception error);

    [LoggerMessage(EventId = 2201, Level = LogLevel.Warning, Message = "A request to {Path} without the right token was refused.")]
    public static partial void Refused(ILogger logger, string path);
}
