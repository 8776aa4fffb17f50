using Microsoft.Extensions.Logging;

namespace GlusterDr.Functions.Remote;

internal static partial class SshNetLog
{
    [LoggerMessage(EventId = 2011, Level = LogLevel.Debug, Message = "Connected to {Host}.")]
    public static partial void Connected(ILogger logger, string host);

    [LoggerMessage(EventId = 2012, Level = LogLevel.Warning, Message = "The connection to {Host} was lost; command started: {Started}.")]
    public static partial void ConnectionLost(ILogger logger, string host, bool started);

    [LoggerMessage(EventId = 2013, Level = LogLevel.Debug, Message = "{Host}: {Command}: {Outcome}, {Milliseconds} ms")]
    public static partial void Ran(ILogger logger, string host, string command, string outcome, long milliseconds);

    [LoggerMessage(EventId = 2014, Level = LogLevel.Debug, Message = "{Host} takes {Sessions} sessions on a connection, and no more.")]
    public static partial void Refused(ILogger logger, string host, int sessions);
}
