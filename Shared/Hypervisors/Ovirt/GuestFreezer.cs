using System.Xml.Linq;
using GlusterDr.Errors;
using GlusterDr.Policies;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Hypervisors.Ovirt;

/// <summary>
/// Freezes guests where a policy requires it. Otherwise the engine is left to it: it asks the guest's agent by itself, and by its
/// setting LiveSnapshotAllowInconsistent goes on where that fails, without a word in the API.
/// </summary>
internal sealed class GuestFreezer(EngineClient client, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan s_thawBound = TimeSpan.FromMinutes(1);

    public static string? NoteOf(FreezeOutcome outcome) => outcome == FreezeOutcome.Frozen
        ? null
        : "the engine does not tell whether the guest froze its file systems; with quiesce: require it is made sure of";

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
            // Frozen already, perhaps, by one of us that was killed.
            await ThawAsync(vm, FreezeOutcome.Frozen);
            throw new DrException(e.Error with
            {
                Code = ErrorCodes.QuiesceFailed,
                Message = $"The guest of VM '{vm.Name}' could not be frozen: {e.Error.Message}",
                Host = vm.Name,
                Advice = "Install qemu-guest-agent in it, or set snapshot.quiesce to try.",
            });
        }
        catch (Exception e) when (e is DrException or OperationCanceledException)
        {
            // It may freeze all the same, when nobody waits for it any more.
            await ThawAsync(vm, FreezeOutcome.Frozen);
            throw;
        }
    }

    /// <summary>Whatever became of the snapshot, and whoever has hung up: a guest that stays frozen is down.</summary>
    public async Task ThawAsync(EngineVm vm, FreezeOutcome outcome)
    {
        if (outcome != FreezeOutcome.Frozen)
        {
            return;
        }

        using CancellationTokenSource bound = new(s_thawBound, time);
        try
        {
            await client.PostAsync($"vms/{vm.Id}/thawfilesystems", new XElement("action"), bound.Token);
        }
        catch (Exception e) when (e is DrException or OperationCanceledException)
        {
            // vdsm thaws by itself after a snapshot; then there is nothing left to thaw, and it says so.
            OvirtLog.NotThawed(logger, vm.Name, e.Message);
        }
    }
}
