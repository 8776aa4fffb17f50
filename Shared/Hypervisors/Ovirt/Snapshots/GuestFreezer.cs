using System.Xml.Linq;
using GlusterDr.Errors;
using GlusterDr.Hypervisors.Ovirt.Engine;
using GlusterDr.Policies;
using GlusterDr.Vms;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Hypervisors.Ovirt.Snapshots;

/// <summary>
/// Freezes guests where a policy requires it. Otherwise the engine does so: it asks the guest agent itself, and if that fails it
/// continues (setting LiveSnapshotAllowInconsistent) without reporting it in the API.
/// </summary>
internal sealed class GuestFreezer(EngineClient client, TimeProvider time, ILogger logger)
{
    private const string MayBeFrozenNote = "The guest file systems could not be thawed afterwards and may still be frozen. Thaw them with `virsh domfsthaw VM` on its host.";
    private static readonly TimeSpan s_thawBound = TimeSpan.FromMinutes(1);

    public static string? NoteOf(FreezeOutcome outcome) => outcome == FreezeOutcome.Frozen
        ? null
        : "the oVirt engine does not report whether the guest file systems were frozen; use quiesce: require to ensure it";

    /// <summary>
    /// Takes a snapshot, and then thaws the guest in any case, also after a failure or cancellation: a guest that stays frozen is down.
    /// It is also thawed if the snapshot was refused, because an earlier attempt that was killed may have frozen it.
    /// </summary>
    public async Task<VmSnapshot> ThawAfterAsync(EngineVm vm, QuiesceMode mode, Func<Task<VmSnapshot>> take)
    {
        if (mode != QuiesceMode.Require)
        {
            return await take();
        }

        VmSnapshot taken;
        try
        {
            taken = await take();
        }
        catch (DrException e)
        {
            bool mayBeFrozen = !await ThawAsync(vm.Id, vm.Name) && e.Error.Code is not (ErrorCodes.QuiesceFailed or ErrorCodes.VmNotRunning or ErrorCodes.VmGone);
            throw mayBeFrozen ? new DrException(e.Error with { Message = $"{e.Error.Message} {MayBeFrozenNote}" }) : e;
        }
        catch (OperationCanceledException)
        {
            await ThawAsync(vm.Id, vm.Name);
            throw;
        }

        return await ThawAsync(vm.Id, vm.Name) ? taken : taken with { Note = MayBeFrozenNote };
    }

    /// <exception cref="DrException"><see cref="ErrorCodes.QuiesceFailed"/>: the guest could not be frozen, and the policy requires it.</exception>
    public async Task<FreezeOutcome> FreezeAsync(EngineVm vm, QuiesceMode mode, CancellationToken cancellation)
    {
        if (mode != QuiesceMode.Require)
        {
            return FreezeOutcome.Unknown;
        }

        try
        {
            await client.PostAsync($"vms/{vm.Id}/freezefilesystems", new XElement("action"), cancellation);
            return FreezeOutcome.Frozen;
        }
        catch (DrException e) when (e.Error.Code == ErrorCodes.EngineFailed)
        {
            throw new DrException(e.Error with
            {
                Code = ErrorCodes.QuiesceFailed,
                Message = $"VM '{vm.Name}': the guest file systems could not be frozen: {e.Error.Message}",
                Host = vm.Name,
                Advice = "Install qemu-guest-agent in it, or set snapshot.quiesce to try.",
            });
        }
    }

    /// <summary>Thaws the guest, also after a cancellation. False: it is not known whether it is thawed.</summary>
    public async Task<bool> ThawAsync(string id, string name)
    {
        using CancellationTokenSource bound = new(s_thawBound, time);
        try
        {
            await client.PostAsync($"vms/{id}/thawfilesystems", new XElement("action"), bound.Token);
            return true;
        }
        catch (Exception e) when (e is DrException or OperationCanceledException)
        {
            OvirtLog.NotThawed(logger, name, e.Message);
            return false;
        }
    }
}
