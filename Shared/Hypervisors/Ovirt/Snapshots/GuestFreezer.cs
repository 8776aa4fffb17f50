using System.Xml.Linq;
using GlusterDr.Errors;
using GlusterDr.Hypervisors.Ovirt.Engine;
using GlusterDr.Policies;
using GlusterDr.Vms;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Hypervisors.Ovirt.Snapshots;

/// <summary>
/// Freezes guests where a policy requires it. Otherwise the engine is left to it: it asks the guest's agent by itself, and by its
/// setting LiveSnapshotAllowInconsistent goes on where that fails, without a word in the API.
/// </summary>
internal sealed class GuestFreezer(EngineClient client, TimeProvider time, ILogger logger)
{
    private const string MayBeFrozen = "The guest file systems could not be thawed afterwards and may still be frozen. Thaw them with `virsh domfsthaw VM` on its host.";
    private static readonly TimeSpan s_thawBound = TimeSpan.FromMinutes(1);

    public static string? NoteOf(FreezeOutcome outcome) => outcome == FreezeOutcome.Frozen
        ? null
        : "the oVirt engine does not report whether the guest file systems were frozen; use quiesce: require to ensure it";

    /// <summary>
    /// Does what may freeze the guest, and thaws it again, whatever became of that and whoever has hung up: a guest that stays frozen is
    /// down. Also what refuses thaws: one of us may have frozen it, and been killed.
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
            throw mayBeFrozen ? new DrException(e.Error with { Message = $"{e.Error.Message} {MayBeFrozen}" }) : e;
        }
        catch (OperationCanceledException)
        {
            await ThawAsync(vm.Id, vm.Name);
            throw;
        }

        return await ThawAsync(vm.Id, vm.Name) ? taken : taken with { Note = MayBeFrozen };
    }

    /// <exception cref="DrException"><see cref="ErrorCodes.QuiesceFailed"/>: it could not, and the policy requires it.</exception>
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

    /// <summary>Thaws, whoever has hung up. False: nobody knows whether it is thawed.</summary>
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
