using Microsoft.Extensions.Logging;

namespace GlusterDr.Functions.Queues;

internal static partial class CommandsLog
{
    [LoggerMessage(EventId = 5100, Level = LogLevel.Information, Message = "A command was carried out: run {Run}")]
    public static partial void Done(ILogger logger, string run);

    [LoggerMessage(EventId = 5101, Level = LogLevel.Warning, Message = "A command is put aside: {Why}")]
    public static partial void Poison(ILogger logger, string why);
}
