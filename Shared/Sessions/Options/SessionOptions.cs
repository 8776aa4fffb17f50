using System.Collections.Frozen;
using GlusterDr.Errors;
using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Sites;

namespace GlusterDr.Sessions.Options;

/// <summary>Every option that a session of GlusterFS 10 lists. Others are refused, because Gluster accepts some that damage the session.</summary>
public static partial class SessionOptions
{
    /// <summary>The bandwidth limit is one of these options.</summary>
    public const string RsyncOptions = "rsync-options";

    /// <summary>How many rsyncs run at once for each Active worker.</summary>
    public const string SyncJobs = "sync-jobs";

    /// <summary>How data is transferred.</summary>
    public const string SyncMethod = "sync-method";

    /// <summary>After how many seconds without data the secondary closes the connection.</summary>
    public const string SecondaryTimeout = "secondary-timeout";

    /// <summary>The checkpoint.</summary>
    public const string Checkpoint = "checkpoint";

    private static readonly string[] Levels = ["ERROR", "INFO", "WARNING", "DEBUG"];

    private static readonly FrozenDictionary<string, SessionOption> ByKey =
        ((IEnumerable<SessionOption>)[.. Transfer, .. Workers, .. Logs, .. Programs, .. Internals]).ToFrozenDictionary(o => SessionKey.Normalise(o.Name));

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<SessionOption> All { get; } = [.. ByKey.Values.OrderBy(o => o.Name, StringComparer.Ordinal)];

    /// <summary>An option by its name in any version of Gluster, with dashes or underscores; null: unknown.</summary>
    public static SessionOption? Find(string name) => ByKey.GetValueOrDefault(SessionKey.Normalise(name));

    /// <summary>An option that people may change.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.SettingInvalid"/>.</exception>
    public static SessionOption RequireChangeable(string name)
    {
        SessionOption option = Find(GlusterNames.RequireOption(name)) ?? throw SettingErrors.Unknown(name, Nearest(name));
        return option.Internal is { } why ? throw SettingErrors.Internal(option.Name, why) : option;
    }

    // A mistyped name mostly has the beginning of the right one, or a word of it.
    private static string? Nearest(string name)
    {
        string[] words = SessionKey.Normalise(name).Split('_', StringSplitOptions.RemoveEmptyEntries);
        return All.Where(o => o.Internal is null)
            .Select(o => (o.Name, Common: o.Name.Split('-').Intersect(words).Count()))
            .Where(o => o.Common > 0)
            .OrderByDescending(o => o.Common)
            .ThenByDescending(o => o.Name.Zip(name.Replace('_', '-')).TakeWhile(c => c.First == c.Second).Count())
            .Select(o => o.Name)
            .FirstOrDefault();
    }

    private static Dictionary<string, string> Any(string why) => new() { ["*"] = why };
}
