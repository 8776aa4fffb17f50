using Microsoft.Extensions.Logging;

namespace GlusterDr.Remote;

internal static partial class RemoteLog
{
    [LoggerMessage(EventId = 2001, Level = LogLevel.Debug, Message = "Connected to {Host}.")]
    public static partial void Connected(ILogger logger, string host);

    [LoggerMessage(EventId = 2003, Level = LogLevel.Debug, Message = "{Host}: {Command}: {Outcome}, {Milliseconds} ms, of which {Starting} ms until the login shell answered")]
    public static partial void Ran(ILogger logger, string host, string command, string outcome, long milliseconds, long starting);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Warning, Message = "The connection to {Host} was lost; command started: {Started}.")]
    public static partial void ConnectionLost(ILogger logger, string host, bool started);

    [LoggerMessage(EventId = 2004, Level = LogLevel.Debug, Message = "{Host} accepts no further session on a connection.")]
    public static partial void SessionRefused(ILogger logger, string host);

    [LoggerMessage(EventId = 2005, Level = LogLevel.Information, Message = "{Host} accepts no further login now: {Why}")]
    public static partial void LoginRefused(ILogger logger, string host, string why);
}
