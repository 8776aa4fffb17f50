using Microsoft.Extensions.Logging;

namespace GlusterDr.Hypervisors.Ovirt;

internal static partial class OvirtLog
{
    [LoggerMessage(EventId = 4250, Level = LogLevel.Information, Message = "VM {Vm}: snapshot of {Disks} disks taken; guest file systems: {Freeze}")]
    public static partial void SnapshotTaken(ILogger logger, string vm, int disks, string freeze);

    [LoggerMessage(EventId = 4251, Level = LogLevel.Warning, Message = "VM {Vm}: the guest file systems were not thawed: {Why}")]
    public static partial void NotThawed(ILogger logger, string vm, string why);

    [LoggerMessage(EventId = 4252, Level = LogLevel.Information, Message = "VM {Vm}: merge started")]
    public static partial void MergeStarted(ILogger logger, string vm);

    [LoggerMessage(EventId = 4253, Level = LogLevel.Information, Message = "VM {Vm}: merged")]
    public static partial void Merged(ILogger logger, string vm);

    [LoggerMessage(EventId = 4254, Level = LogLevel.Warning, Message = "VM {Vm}: the oVirt engine's merge ended without a result ({What}), started again")]
    public static partial void MergeTriedAgain(ILogger logger, string vm, string what);
}
