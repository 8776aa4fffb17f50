using System.Globalization;
using GlusterDr.Durable;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Policies;

namespace GlusterDr.Activities.Sync.Preflight;

/// <summary>Sets the changelog's rollover time on a primary volume to what the policy wants. It works at once.</summary>
public sealed class TuneChangelog(RunAccess access, GlusterClient gluster) : Activity<VolumeStep, bool>
{
    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, VolumeStep input)
    {
        Policy policy = await access.PolicyAsync(input.RunId, context.CancellationToken);
        if (policy.Changelog.RolloverTime is { } seconds)
        {
            string value = seconds.ToString(CultureInfo.InvariantCulture);
            await gluster.SetVolumeOptionAsync(
                new GlusterPool(policy.Site.GlusterNodes()), input.Volume ?? policy.Volume, "changelog.rollover-time", value, context.CancellationToken);
        }

        return true;
    }
}
