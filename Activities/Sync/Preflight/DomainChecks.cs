using GlusterDr.Errors;
using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Content;
using GlusterDr.Hypervisors;

namespace GlusterDr.Activities.Sync.Preflight;

/// <summary>
/// Looks whether the hypervisor's storage domain is on the policy's volume: a name proves nothing, another pool may have a volume that
/// is called the same; a file of the domain's own does.
/// </summary>
public sealed class DomainChecks(VolumeAgent agent)
{
    /// <summary>Looks; what fails is in the findings.</summary>
    public async Task LookAsync(DomainAccess domain, Findings findings, CancellationToken cancellation)
    {
        const string Subject = "storage domain";
        if (await findings.LookAsync(Subject, () => domain.Hypervisor.LookAtStorageAsync(domain.Domain, cancellation)) is not { } look)
        {
            return;
        }

        foreach (Error warning in look.Warnings)
        {
            findings.Warn(Subject, warning);
        }

        await Task.WhenAll(look.Marks.Select(m => LookAsync(domain, m, findings, cancellation)));
    }

    private async Task LookAsync(DomainAccess domain, StorageLook.Mark mark, Findings findings, CancellationToken cancellation)
    {
        string subject = $"volume {mark.Volume}";
        if (await findings.LookAsync(
            subject, () => agent.ProbeAsync(domain.Pool, mark.Volume, [new FileProbe(mark.Path)], ProbeBounds.For(0), cancellation)) is not [var found])
        {
            return;
        }

        if (found.Exists)
        {
            findings.Ok(subject, "it holds the hypervisor's storage domain");
            return;
        }

        findings.Fail(
            subject,
            ErrorCodes.DomainUnfit,
            $"the hypervisor's storage domain is not on volume '{mark.Volume}' of pool {domain.Pool}: '{mark.Path}' is not there",
            "Two pools may have a volume of that name: name the nodes in site.gluster that the hypervisor's domain is mounted from.");
    }
}
