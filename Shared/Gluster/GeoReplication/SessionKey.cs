namespace GlusterDr.Gluster.GeoReplication;

/// <summary>The names of a session's settings: up to version 9 they contain master and slave, from version 10 primary and secondary.</summary>
internal static class SessionKey
{
    /// <summary>The newer name, with underscores.</summary>
    public static string Normalise(string key) => key.Trim()
        .Replace('-', '_')
        .Replace("slave", "secondary", StringComparison.Ordinal)
        .Replace("master", "primary", StringComparison.Ordinal);

    /// <summary>The older name of the same setting; null: it has none.</summary>
    public static string[]? Old(string[] setting)
    {
        if (setting.Length == 0)
        {
            return null;
        }

        string old = setting[0]
            .Replace("secondary", "slave", StringComparison.Ordinal)
            .Replace("primary", "master", StringComparison.Ordinal);
        return old == setting[0] ? null : [old, .. setting[1..]];
    }
}
