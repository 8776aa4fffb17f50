using System.Globalization;
using GlusterDr.Durable;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Replication;

namespace GlusterDr.Activities.Sessions.Repair;

/// <summary>Sets the options without which a session loses changes silently.</summary>
public sealed class SetSafeOptions(SessionAccess access, GlusterClient gluster) : Activity<SetSafeOptions.Input, bool>
{
    /// <summary>The input.</summary>
    /// <param name="Step">The session.</param>
    /// <param name="AccessMount">Set <c>secondary-access-mount</c>.</param>
    /// <param name="RolloverSeconds">Set <c>changelog.rollover-time</c> of the primary volume to this; null: do not change it.</param>
    public sealed record Input(RepairStep Step, bool AccessMount, int? RolloverSeconds);

    private const string AccessMount = "secondary-access-mount";
    private const string RolloverTime = "changelog.rollover-time";

    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, Input input)
    {
        CancellationToken cancellation = context.CancellationToken;
        GlusterPool pool = await access.PrimaryAsync(input.Step, cancellation);
        GeoRepSession session = input.Step.Address.Session;
        if (input.AccessMount)
        {
            await gluster.SetSessionConfigAsync(pool, session, AccessMount, "true", cancellation);
        }

        if (input.RolloverSeconds is { } seconds)
        {
            await gluster.SetVolumeOptionAsync(pool, session.PrimaryVolume, RolloverTime, seconds.ToString(CultureInfo.InvariantCulture), cancellation);
        }

        return true;
    }
}
