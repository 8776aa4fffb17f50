using GlusterDr.Errors;
using GlusterDr.Gluster.Cli;
using GlusterDr.Policies;
using GlusterDr.Sites;

namespace GlusterDr.Activities.Sync.Preflight;

/// <summary>Compares the clocks of a pool's nodes: a checkpoint is a time that one node sets and all nodes compare with.</summary>
public sealed class ClockChecks(GlusterClient gluster)
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(1);

    /// <summary>Fails the check if two nodes certainly differ by more than a second.</summary>
    public async Task CheckPrimaryAsync(Policy policy, Findings findings, CancellationToken cancellation)
    {
        IReadOnlyList<RemoteHost> nodes = policy.Site.GlusterNodes();
        ClockOffset?[] offsets = await Task.WhenAll(nodes.Select(node =>
            findings.TryAsync($"node {node.Name}", () => gluster.GetClockAsync(node, cancellation), needed: false)));
        (RemoteHost Node, ClockOffset Offset)[] known =
            [.. nodes.Zip(offsets).Where(p => p.Second is not null).Select(p => (p.First, p.Second!))];
        if (known.Length == 0)
        {
            return;
        }

        (RemoteHost Node, ClockOffset Offset) ahead = known.MaxBy(k => k.Offset.Offset - k.Offset.Uncertainty);
        (RemoteHost Node, ClockOffset Offset) behind = known.MinBy(k => k.Offset.Offset + k.Offset.Uncertainty);
        TimeSpan surely = ahead.Offset.Offset - ahead.Offset.Uncertainty - behind.Offset.Offset - behind.Offset.Uncertainty;
        if (surely > Most)
        {
            findings.Fail(
                $"node {ahead.Node.Name}",
                ErrorCodes.ClockSkew,
                $"its clock is at least {surely.TotalSeconds:0.0} s ahead of {behind.Node.Name}'s: checkpoints would complete too early or never",
                "Synchronize the clocks of all nodes with NTP (chrony).");
        }
        else
        {
            findings.Ok($"clocks of {string.Join(", ", known.Select(k => k.Node.Name))}", "within a second");
        }
    }
}
