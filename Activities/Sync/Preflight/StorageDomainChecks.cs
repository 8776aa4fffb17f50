using GlusterDr.Errors;
using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Content;
using GlusterDr.Hypervisors;

namespace GlusterDr.Activities.Sync.Preflight;

/// <summary>
/// Verifies that the hypervisor's storage domain is on the policy's volume. The name of the volume is not enough, because another pool
/// may have a volume of the same name: a file of the storage domain must be on the volume.
/// </summary>
public sealed class StorageDomainChecks(VolumeAgent agent)
{
    /// <summary>Runs the checks. What fails is in the findings.</summary>
    public async Task CheckAsync(StorageDomainAccess storage, Findings findings, CancellationToken cancellation)
    {
        const string Subject = "storage domain";
        if (await findings.TryAsync(Subject, () => storage.Hypervisor.LookAtStorageAsync(storage.StorageDomain, cancellation)) is not { } found)
        {
            return;
        }

        foreach (Error warning in found.Warnings)
        {
            findings.Warn(Subject, warning);
        }

        await Task.WhenAll(found.Marks.Select(m => CheckAsync(storage, m, findings, cancellation)));
    }

    private async Task CheckAsync(StorageDomainAccess storage, StorageLook.Mark mark, Findings findings, CancellationToken cancellation)
    {
        string subject = $"volume {mark.Volume}";
        if (await findings.TryAsync(
            subject, () => agent.ProbeAsync(storage.Pool, mark.Volume, [new FileProbe(mark.Path)], ProbeBounds.For(0), cancellation)) is not [var facts])
        {
            return;
        }

        if (facts.Exists)
        {
            findings.Ok(subject, "it holds the hypervisor's storage domain");
            return;
        }

        findings.Fail(
            subject,
            ErrorCodes.DomainUnfit,
            $"the hypervisor's storage domain is not on volume '{mark.Volume}' of pool {storage.Pool}: '{mark.Path}' is not there",
            "Two pools may have a volume of that name: name the nodes in site.gluster that the hypervisor's storage domain is mounted from.");
    }
}
