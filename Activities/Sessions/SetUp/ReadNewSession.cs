using GlusterDr.Durable;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Replication;

namespace GlusterDr.Activities.Sessions.SetUp;

/// <summary>Reads whether each subvolume has an Active worker, and whether a change at the primary has arrived.</summary>
public sealed class ReadNewSession(GlusterClient gluster, SetUpLease lease) : Activity<ReadNewSession.Input, ReadNewSession.Result>
{
    /// <summary>The input.</summary>
    /// <param name="SetUp">The set-up.</param>
    /// <param name="Marker">The time of the change at the primary that must arrive; null: none was made yet.</param>
    public sealed record Input(SetUpStep SetUp, DateTimeOffset? Marker = null);

    /// <summary>The status of a session that was just started.</summary>
    /// <param name="IsActive">Whether each subvolume has an Active worker.</param>
    /// <param name="Summary">In one line.</param>
    public sealed record Result(bool IsActive, string Summary)
    {
        /// <summary>Whether the change has arrived.</summary>
        public bool HasArrived { get; init; }

        /// <summary>Whether it still replicates existing files. That can take days, and the change arrives after them.</summary>
        public bool IsCopying { get; init; }
    }

    /// <inheritdoc/>
    public override async Task<Result> RunAsync(ActivityContext context, Input input)
    {
        await lease.RequireAsync(input.SetUp, context);
        (GlusterPool pool, GeoRepSession session) = (input.SetUp.Plan.PrimaryPool, input.SetUp.Request.Session);
        Task<GlusterVolume> volume = gluster.GetVolumeAsync(pool, session.PrimaryVolume, context.CancellationToken);
        GeoRepStatus status = await gluster.GetSessionStatusAsync(pool, session, context.CancellationToken);
        return NewSessionStatus.Judge(status, await volume, input.Marker);
    }
}
