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
        if (await findings.TryAsync(Subject, () => storage.Hypervisor.VerifyStorageDomainAsync(storage.StorageDomain, cancellation)) is not { } found)
        {
            return;
        }

        foreach (Error warning in found.Warnings)
        {
            findings.Warn(Subject, warning);
        }

        await Task.WhenAll(found.ExpectedFiles.Select(f => CheckAsync(storage, f, findings, cancellation)));
    }

    private async Task CheckAsync(StorageDomainAccess storage, StorageDomainFacts.ExpectedFile file, Findings findings, CancellationToken cancellation)
    {
        string subject = $"volume {file.Volume}";
        if (await findings.TryAsync(
            subject, () => agent.ProbeAsync(storage.Pool, file.Volume, [new FileProbe(file.Path)], ProbeBounds.For(0), cancellation)) is not [var facts])
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
            $"the hypervisor's storage domain is not on volume '{file.Volume}' of pool {storage.Pool}: '{file.Path}' is not there",
            "Two pools may have a volume of that name: name the nodes in site.gluster that the hypervisor's storage domain is mounted from.");
    }
}
