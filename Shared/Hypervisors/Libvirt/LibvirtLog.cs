using Microsoft.Extensions.Logging;

namespace GlusterDr.Hypervisors.Libvirt;

internal static partial class LibvirtLog
{
    [LoggerMessage(
        EventId = 4100,
        Level = LogLevel.Information,
        Message = "VM {Vm} on {Host}: snapshot of {Disks} disks taken; guest file systems frozen: {Quiesced}")]
    public static partial void SnapshotTaken(ILogger logger, string vm, string host, int disks, bool quiesced);

    [LoggerMessage(
        EventId = 4101,
        Level = LogLevel.Information,
        Message = "VM {Vm} on {Host}: merge of disk {Target} started")]
    public static partial void MergeStarted(ILogger logger, string vm, string host, string target);

    [LoggerMessage(
        EventId = 4102,
        Level = LogLevel.Information,
        Message = "VM {Vm} on {Host}: a merge of disk {Target} runs already, adopted")]
    public static partial void MergeAdopted(ILogger logger, string vm, string host, string target);

    [LoggerMessage(EventId = 4103, Level = LogLevel.Information, Message = "VM {Vm} on {Host}: merged")]
    public static partial void Merged(ILogger logger, string vm, string host);

    [LoggerMessage(
        EventId = 4104,
        Level = LogLevel.Warning,
        Message = "VM {Vm} on {Host}: the merge of disk {Target} ended without a result, started again")]
    public static partial void MergeLost(ILogger logger, string vm, string host, string target);

    [LoggerMessage(
        EventId = 4105,
        Level = LogLevel.Information,
        Message = "VM {Vm} on {Host} is shut off: its overlays are committed offline")]
    public static partial void MergeOffline(ILogger logger, string vm, string host);

    [LoggerMessage(EventId = 4106, Level = LogLevel.Information, Message = "{Host}: {Count} overlay files removed")]
    public static partial void OverlaysRemoved(ILogger logger, string host, int count);

    [LoggerMessage(
        EventId = 4107,
        Level = LogLevel.Information,
        Message = "{Host}: {Count} of {Total} VM definitions written to volume {Volume}")]
    public static partial void DefinitionsWritten(ILogger logger, string host, int count, int total, string volume);
}
