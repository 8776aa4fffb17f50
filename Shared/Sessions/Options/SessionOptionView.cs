namespace GlusterDr.Sessions.Options;

/// <summary>An option of a session with its value.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">The value in force.</param>
/// <param name="Meaning">What it does.</param>
public sealed record SessionOptionView(string Name, string Value, string Meaning)
{
    /// <summary>The default value; null: it depends on the session, or on how Gluster was built.</summary>
    public string? Default { get; init; }

    /// <summary>Whether the value differs from the default; null: not known.</summary>
    public bool? IsChanged { get; init; }

    /// <summary>The allowed values.</summary>
    public string? Allowed { get; init; }

    /// <summary>Whether a change restarts the workers of a session that is started.</summary>
    public bool? RestartsWorkers { get; init; }

    /// <summary>What to consider before a change.</summary>
    public string? Caution { get; init; }

    /// <summary>Why it must not be changed; null: it can be changed.</summary>
    public string? Internal { get; init; }

    internal static SessionOptionView Of(string key, string value) => SessionOptions.Find(key) is not { } option
        ? new(key.Replace('_', '-'), value, "not known to this version of GlusterDr") { Internal = "what it does is not known" }
        : new(option.Name, value, option.Meaning)
        {
            Default = option.Default,
            IsChanged = option.Default is null ? null : !SettingCheck.Same(option, value, option.Default),
            Allowed = option.Allowed,
            RestartsWorkers = option.RestartsWorkers,
            Caution = option.Caution ?? string.Join("; ", option.Hazards.Select(h => h.Key == "*" ? $"unsafe for VM images unless {option.Default}: {h.Value}" : $"{h.Key} is unsafe for VM images: {h.Value}")) switch
            {
                "" => null,
                var hazards => hazards,
            },
            Internal = option.Internal,
        };
}
