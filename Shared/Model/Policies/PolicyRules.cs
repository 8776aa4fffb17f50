using GlusterDr.Errors;
using GlusterDr.Sites;

namespace GlusterDr.Policies;

/// <summary>The rules for every policy, wherever it came from.</summary>
public static class PolicyRules
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_month = TimeSpan.FromDays(30);

    /// <summary>All errors in a policy; empty: it is valid.</summary>
    public static IReadOnlyList<PolicyError> Check(Policy policy)
    {
        PolicyFaults faults = new();
        faults.Name("name", "A policy's name", policy.Name);
        CheckSite(faults, "site", policy.Site);
        CheckSsh(faults, "site.ssh", policy.Site.Ssh);
        CheckHypervisor(faults, "site.hypervisor", policy.Site.Hypervisor);
        faults.Volume("volume", policy.Volume);
        CheckDestinations(faults, policy);
        CheckVolumes(faults, policy);
        CheckSchedule(faults, policy.Schedule);
        CheckSnapshot(faults, policy.Snapshot);
        CheckVerification(faults, policy.Verification);
        CheckChangelog(faults, policy.Changelog);
        CheckLimits(faults, policy.Limits);
        faults.Range("keepRecoveryPoints", policy.KeepRecoveryPoints, 1, 100_000);
        return faults.All;
    }

    /// <summary>Throws unless the policy follows the rules.</summary>
    /// <exception cref="PolicyInvalidException">It does not.</exception>
    public static void ThrowIfBroken(Policy policy)
    {
        IReadOnlyList<PolicyError> errors = Check(policy);
        if (errors.Count > 0)
        {
            throw new PolicyInvalidException(errors);
        }
    }

    private static void CheckSite(PolicyFaults faults, string path, Site site)
    {
        faults.Name($"{path}.name", "A site's name", site.Name);
        CheckHosts(faults, $"{path}.glusterHosts", site.GlusterHosts);
    }

    private static void CheckSsh(PolicyFaults faults, string path, SshSettings ssh)
    {
        faults.User($"{path}.user", ssh.User);
        faults.Range($"{path}.port", ssh.Port ?? 22, 1, 65535);
        faults.Range($"{path}.connectTimeout", ssh.ConnectTimeout, s_second, TimeSpan.FromMinutes(10));
        faults.FilePath($"{path}.configFile", ssh.ConfigFile);
        faults.FilePath($"{path}.identityFile", ssh.IdentityFile);
        faults.FilePath($"{path}.knownHostsFile", ssh.KnownHostsFile);
    }

    private static void CheckHosts(PolicyFaults faults, string path, IReadOnlyList<string> hosts)
    {
        if (hosts.Count == 0)
        {
            faults.Add(path, "at least one host is needed");
        }

        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < hosts.Count; i++)
        {
            faults.Host($"{path}[{i}]", hosts[i]);
            if (!seen.Add(hosts[i]))
            {
                faults.Add($"{path}[{i}]", $"host '{hosts[i]}' is listed twice");
            }
        }
    }

    private static void CheckHypervisor(PolicyFaults faults, string path, HypervisorSettings? hypervisor)
    {
        if (hypervisor is null)
        {
            faults.Add(path, "the site that is protected needs a hypervisor");
            return;
        }

        if (hypervisor.Kind == HypervisorKind.Ovirt)
        {
            CheckEngine(faults, $"{path}.engine", hypervisor.Engine);
            return;
        }

        CheckHosts(faults, $"{path}.hosts", hypervisor.Hosts);
        if (!Uri.TryCreate(hypervisor.Uri, UriKind.Absolute, out Uri? uri) || !uri.Scheme.StartsWith("qemu", StringComparison.Ordinal))
        {
            faults.Add($"{path}.uri", $"'{hypervisor.Uri}' is not a libvirt connection URI, which begins with 'qemu', for example 'qemu:///system'");
        }
    }

    private static void CheckEngine(PolicyFaults faults, string path, EngineSettings? engine)
    {
        if (engine is null)
        {
            faults.Add(path, "oVirt needs the engine's address, a user and a reference to its password");
            return;
        }

        if (!Uri.TryCreate(engine.Url, UriKind.Absolute, out Uri? url) || url.Scheme != Uri.UriSchemeHttps
            || url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0)
        {
            faults.Add($"{path}.url", "the engine's address looks like https://engine.example.org/ovirt-engine");
        }

        if (!engine.User.Contains('@', StringComparison.Ordinal) || engine.User.Any(char.IsControl))
        {
            faults.Add($"{path}.user", $"'{engine.User}' names no profile; a user looks like glusterdr@internal");
        }

        if (!SecretReference.TryParse(engine.Password, out _, out string? problem))
        {
            faults.Add($"{path}.password", problem);
        }

        faults.FilePath($"{path}.caFile", engine.CaFile);
        if (engine.StorageDomain is { } name && !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            faults.Add($"{path}.storageDomain", $"'{name}' is not a name of a storage domain: the oVirt engine accepts letters, digits, - and _");
        }
    }

    private static void CheckDestinations(PolicyFaults faults, Policy policy)
    {
        if (policy.Destinations.Count == 0)
        {
            faults.Add("destinations", "at least one destination is needed");
        }

        HashSet<string> names = new(StringComparer.Ordinal);
        HashSet<string> sessions = new(StringComparer.Ordinal);
        HashSet<string> copies = new(StringComparer.Ordinal);
        for (int i = 0; i < policy.Destinations.Count; i++)
        {
            string path = $"destinations[{i}]";
            Destination destination = policy.Destinations[i];
            CheckDestination(faults, path, destination);
            if (destination.Site.Ssh != policy.Site.Ssh)
            {
                CheckSsh(faults, $"{path}.site.ssh", destination.Site.Ssh);
            }

            if (!names.Add(destination.Name))
            {
                faults.Add($"{path}.name", $"another destination is called '{destination.Name}' already");
            }

            if (!sessions.Add($"{destination.SessionHost}::{destination.Volume}"))
            {
                faults.Add(path, $"another destination uses the session to {destination.SessionHost}::{destination.Volume} already");
            }
            else if (!copies.Add($"{destination.Site.Name}/{destination.Volume}"))
            {
                faults.Add(path, $"another destination has volume '{destination.Volume}' of site '{destination.Site.Name}' already: a volume takes one copy");
            }
        }
    }

    private static void CheckVolumes(PolicyFaults faults, Policy policy)
    {
        for (int i = 0; i < policy.Destinations.Count; i++)
        {
            Destination destination = policy.Destinations[i];
            if (destination.PrimaryVolume is { } primary)
            {
                CheckPrimary(faults, $"destinations[{i}].primaryVolume", primary, policy);
            }

            if (destination.Site.Name == policy.Site.Name && policy.Volumes.Contains(destination.Volume))
            {
                faults.Add($"destinations[{i}]", destination.Volume == policy.PrimaryOf(destination)
                    ? "this is the volume that is protected: a copy of it onto itself protects nothing"
                    : $"volume '{destination.Volume}' of this site is protected itself: it cannot hold the copy of another one");
            }
        }

        if (policy.Destinations.Count > 0 && !policy.Destinations.Any(d => policy.PrimaryOf(d) == policy.Volume))
        {
            faults.Add("volume", $"no destination takes the copy of '{policy.Volume}': each of them names another primary volume");
        }
    }

    private static void CheckPrimary(PolicyFaults faults, string path, string primary, Policy policy)
    {
        faults.Volume(path, primary);
        if (primary != policy.Volume && policy.Site.Hypervisor?.Kind == HypervisorKind.Libvirt)
        {
            faults.Add(
                path,
                $"with hypervisor.kind libvirt a policy protects one volume, here '{policy.Volume}': "
                + $"give '{primary}' a policy of its own; ovirt supports several");
        }
    }

    private static void CheckDestination(PolicyFaults faults, string path, Destination destination)
    {
        faults.Name($"{path}.name", "A destination's name", destination.Name);
        CheckSite(faults, $"{path}.site", destination.Site);
        faults.Volume($"{path}.volume", destination.Volume);
        faults.Host($"{path}.sessionHost", destination.SessionHost);
        faults.User($"{path}.sessionUser", destination.SessionUser);
    }

    private static void CheckSchedule(PolicyFaults faults, string? schedule)
    {
        if (schedule is null)
        {
            return;
        }

        if (!CronSchedule.TryParse(schedule, out CronSchedule? read, out string? why))
        {
            faults.Add("schedule", why);
        }
        else if (read.Ambiguity is { } ambiguity)
        {
            faults.Add("schedule", $"'{schedule}' is ambiguous: {ambiguity}");
        }
    }

    private static void CheckSnapshot(PolicyFaults faults, SnapshotSettings snapshot)
    {
        faults.Range("snapshot.parallel", snapshot.Parallel, 1, 256);
        for (int i = 0; i < snapshot.Exclude.Count; i++)
        {
            faults.Words($"snapshot.exclude[{i}]", "A VM's name", snapshot.Exclude[i]);
        }
    }

    private static void CheckVerification(PolicyFaults faults, VerificationSettings verification)
    {
        faults.Range("proof.rotation", verification.Rotation, TimeSpan.FromHours(1), TimeSpan.FromDays(365));
        faults.Range("proof.bandwidth", verification.Bandwidth ?? VerificationSettings.LeastBandwidth, VerificationSettings.LeastBandwidth, long.MaxValue);
        faults.Range("proof.threads", verification.Threads, 1, 64);
        faults.Range("proof.wholeUpTo", verification.WholeUpTo, 0, long.MaxValue);
        faults.Range("proof.sampleBlocks", verification.SampleBlocks, 1, 1_000_000);
        faults.Range("proof.cureAttempts", verification.CureAttempts, 0, 100);
    }

    private static void CheckChangelog(PolicyFaults faults, ChangelogSettings changelog)
    {
        if (changelog.RolloverTime < ChangelogSettings.LeastRolloverTime)
        {
            faults.Add(
                "changelog.rolloverTime",
                $"rollover-time {changelog.RolloverTime} is below {ChangelogSettings.LeastRolloverTime} seconds: changelogs would overwrite each other, "
                + "and changes would be lost without a message",
                ErrorCodes.SettingUnsafe);
        }
        else
        {
            faults.Range("changelog.rolloverTime", changelog.RolloverTime ?? 15, ChangelogSettings.LeastRolloverTime, 3600);
        }

        faults.Range("changelog.changeInterval", changelog.ChangeInterval ?? 5, 1, 3600);
    }

    private static void CheckLimits(PolicyFaults faults, TimeLimits limits)
    {
        faults.Range("limits.snapshot", limits.Snapshot, s_second, s_month);
        faults.Range("limits.replication", limits.Replication, s_second, s_month);
        faults.Range("limits.faultyGrace", limits.FaultyGrace, s_second, s_month);
        faults.Range("limits.merge", limits.Merge, s_second, s_month);
    }
}
