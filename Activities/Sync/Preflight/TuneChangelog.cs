using System.Globalization;
using GlusterDr.Durable;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Policies;

namespace GlusterDr.Activities.Sync.Preflight;

/// <summary>Sets the changelog's rollover time on a primary volume to what the policy wants. It takes effect at once.</summary>
public sealed class TuneChangelog(RunAccess access, GlusterClient gluster) : Activity<TuneChangelog.Input, bool>
{
    /// <summary>The input of a step that concerns one of the volumes of a run.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="Volume">The volume; null: the policy's own.</param>
    public sealed record Input(string RunId, string? Volume = null);

    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, Input input)
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
