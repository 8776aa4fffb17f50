using Microsoft.Extensions.Logging;

namespace GlusterDr.Functions.Hosting;

internal static partial class SettingsLog
{
    [LoggerMessage(EventId = 5200, Level = LogLevel.Error, Message = "Hosts cannot be reached with the app's settings: {Problem}")]
    public static partial void Wrong(ILogger logger, string problem);

    [LoggerMessage(EventId = 5201, Level = LogLevel.Warning, Message = "The webhook for Gluster's events is closed: {Why}")]
    public static partial void NoWebhook(ILogger logger, string why);
}
