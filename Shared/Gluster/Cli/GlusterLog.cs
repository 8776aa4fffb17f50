using GlusterDr.Gluster.GeoReplication;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Gluster.Cli;

internal static partial class GlusterLog
{
    [LoggerMessage(
        EventId = 2101, Level = LogLevel.Information, Message = "Gluster is busy on {Host}: asking again in {Pause} s: {Command}")]
    public static partial void Busy(ILogger logger, string host, string command, double pause);

    [LoggerMessage(EventId = 2102, Level = LogLevel.Warning, Message = "Skipping {Host}, {Code}: {Reason}")]
    public static partial void NodePassed(ILogger logger, string host, string code, string reason);

    [LoggerMessage(EventId = 2103, Level = LogLevel.Information, Message = "Session {Session}: {Verb}")]
    public static partial void SessionChange(ILogger logger, string session, string verb);
}
