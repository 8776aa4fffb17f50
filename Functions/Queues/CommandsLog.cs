using Microsoft.Extensions.Logging;

namespace GlusterDr.Functions.Queues;

internal static partial class CommandsLog
{
    [LoggerMessage(EventId = 5100, Level = LogLevel.Information, Message = "A command was executed: run {Run}")]
    public static partial void Done(ILogger logger, string run);

    [LoggerMessage(EventId = 5101, Level = LogLevel.Error,
        Message = "A command failed and is not tried again (delivery {Deliveries}): {Code}: {Why} It is in the queue {Queue}, with the reason.")]
    public static partial void Poison(ILogger logger, int deliveries, string code, string why, string queue);
}
