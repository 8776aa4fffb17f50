using GlusterDr.Activities.Sync.Snapshot;
using GlusterDr.Gluster.Content;
using GlusterDr.Ids;
using GlusterDr.Policies;
using GlusterDr.RecoveryPoints;
using GlusterDr.Runs;
using GlusterDr.Vms;

namespace GlusterDr.Activities.Sync.Verify;

/// <summary>Lists the files of the VMs of a run that are compared between the sites, and the needed files that are not.</summary>
internal static class ProtectedFiles
{
    /// <summary>
    /// Files that no guest writes to: base images and their backing files, internal snapshots, all images of VMs that are shut off, and the
    /// static files that VMs need besides their disks.
    /// </summary>
    public static FileProbe[] Of(Policy policy, string volume, IEnumerable<RunVm> vms)
    {
        RunVm[] covered = [.. vms.Where(vm => vm.State is VmState.Snapshotted or VmState.ShutOff)];
        VmSnapshot[] snapshots = [.. covered.Where(vm => vm.State == VmState.Snapshotted).Select(vm => vm.Snapshot?.On(volume, policy)).OfType<VmSnapshot>()];
        IEnumerable<FileProbe> first =
            from snapshot in snapshots
            from disk in snapshot.Disks
            select new FileProbe(disk.BasePath) { Snapshot = snapshot.Kind == SnapshotKind.Internal ? snapshot.RunId : null };
        IEnumerable<FileProbe> below =
            from snapshot in snapshots
            from disk in snapshot.Disks
            from path in disk.BackingPaths
            select new FileProbe(path);
        IEnumerable<FileProbe> others =
            from vm in covered
            from path in (vm.State == VmState.ShutOff ? DisksOf(policy, volume, vm) : []).Concat(FilesOf(policy, volume, vm))
            select new FileProbe(path);
        return [.. first.Concat(below).Concat(others).DistinctBy(f => f.Path, StringComparer.Ordinal)];
    }

    /// <summary>The images of a VM's disks on a volume: those below its snapshot, or, of a VM that is shut off, all.</summary>
    public static IEnumerable<string> DisksOf(Policy policy, string volume, RunVm vm) => vm.State == VmState.ShutOff || vm.Snapshot is null
        ? vm.Vm.Disks.Where(d => (d.Volume ?? policy.Volume) == volume).SelectMany(d => d.Chain.Prepend(d.Path).Concat(d.DataFiles)).Distinct(StringComparer.Ordinal)
        : vm.Snapshot.On(volume, policy)?.Disks.SelectMany(d => d.BackingPaths.Prepend(d.BasePath)) ?? [];

    /// <summary>The static files on a volume that a VM needs besides its disks.</summary>
    public static IEnumerable<string> FilesOf(Policy policy, string volume, RunVm vm) => volume != policy.Volume
        ? []
        : vm.Vm.Files.Where(f => f.Path is not null && IsStatic(f, vm) && !vm.FilesChanged.Contains(f.Path)).Select(f => f.Path!);

    /// <summary>What a VM needs and no recovery point of this run contains verified, with the reason.</summary>
    public static IEnumerable<RecoveryPoint.MissingFile> MissingOf(RunVm vm) =>
    [
        .. vm.Vm.DisksElsewhere.Select(d => new RecoveryPoint.MissingFile(vm.Vm.Name, $"disk {d}", "it is not on the volume")),
        .. vm.DisksAdded.Select(d => new RecoveryPoint.MissingFile(vm.Vm.Name, $"disk {d}", "it was attached during the run and is in no snapshot")),
        .. from file in vm.Vm.Files
           let reason = WhyMissing(file, vm)
           where reason is not null
           select new RecoveryPoint.MissingFile(vm.Vm.Name, file.ToString(), reason),
    ];

    private static string? WhyMissing(VmFile file, RunVm vm) => file switch
    {
        { HostPath: null } => "it is not a file: the other site must provide it",
        { Path: null } => "it is not on the volume",
        { IsFolder: true } => "it is replicated with the volume, but its files are not compared",
        _ when !IsStatic(file, vm) => "it is replicated with the volume, but not compared: the running VM may write to it",
        { Path: { } path } when vm.FilesChanged.Contains(path) => "it was missing on the volume, or changed during the run",
        _ => null,
    };

    private static bool IsStatic(VmFile file, RunVm vm) => !file.IsFolder && (!file.IsWritten || vm.State == VmState.ShutOff);
}
