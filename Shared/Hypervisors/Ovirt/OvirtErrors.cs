using GlusterDr.Errors;
using GlusterDr.Hypervisors.Ovirt.Engine;

namespace GlusterDr.Hypervisors.Ovirt;

/// <summary>Errors of a VM of an oVirt engine.</summary>
internal static class OvirtErrors
{
    public static DrException VmGone(string name) => new(new Error(
        ErrorCodes.VmGone, ErrorClass.Permanent, $"VM '{name}' is not known to the engine any more.", name));

    public static DrException NotRunning(EngineVm vm) => new(new Error(
        ErrorCodes.VmNotRunning, ErrorClass.Permanent, $"VM '{vm.Name}' is {vm.Status} now.", vm.Name));

    public static DrException NotSnapshotable(EngineVm vm, string why) => new(new Error(
        ErrorCodes.VmNotSnapshotable, ErrorClass.NeedsPerson, $"VM '{vm.Name}' cannot be snapshotted: {why}.", vm.Name));

    public static DrException SnapshotFailed(string name, string why) => new(new Error(
        ErrorCodes.SnapshotFailed,
        ErrorClass.Permanent,
        $"The snapshot of VM '{name}' failed: {why}.",
        name,
        Advice: "Check the VM's events in the oVirt engine, and vdsm.log on its host."));

    public static DrException ChainUnexpected(string name, string what) => new(new Error(
        ErrorCodes.ChainUnexpected, ErrorClass.NeedsPerson, $"VM '{name}': {what}.", name));

    public static DrException MergeFailed(EngineVm vm, string what) => new(new Error(
        ErrorCodes.MergeFailed,
        ErrorClass.NeedsPerson,
        $"The snapshot of VM '{vm.Name}' could not be merged: {what}. The VM keeps running; do not shut it down: with an illegal image it would not start again.",
        vm.Name,
        Advice: "Delete the snapshot again in the engine while the VM runs. If that fails too, see the page on oVirt: an illegal snapshot."));
}
