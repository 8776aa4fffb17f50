using GlusterDr.Durable;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Replication;

namespace GlusterDr.Activities.Sessions.Repair;

/// <summary>Creates a deleted session again with the options that it had. If it exists, only the options are set.</summary>
public sealed class RecreateSession(SessionAccess access, GlusterClient gluster) : Activity<RecreateSession.Input, bool>
{
    /// <summary>The input.</summary>
    /// <param name="Step">The session.</param>
    /// <param name="Config">The options that it had.</param>
    public sealed record Input(RepairStep Step, IReadOnlyDictionary<string, string> Config);

    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, Input input)
    {
        CancellationToken cancellation = context.CancellationToken;
        GlusterPool pool = await access.PrimaryAsync(input.Step, cancellation);
        GeoRepSession session = input.Step.Address.Session;
        await gluster.CreateSessionAsync(pool, session, cancellation);
        IReadOnlyDictionary<string, string> now = await gluster.GetSessionConfigAsync(pool, session, cancellation);
        foreach ((string key, string value) in input.Config.Where(c => now.TryGetValue(c.Key, out string? set) && set != c.Value && IsSetting(c.Key)))
        {
            await gluster.SetSessionConfigAsync(pool, session, key.Replace('_', '-'), value.StartsWith("--", StringComparison.Ordinal) ? $" {value}" : value, cancellation);
        }

        return true;
    }

    // Not options that Gluster sets itself, nor the checkpoint of the deleted session.
    private static bool IsSetting(string key) => key is not ("checkpoint" or "stime_xattr_prefix" or "state_socket_unencoded" or "georep_session_working_dir" or "pid_file" or "state_file");
}
