namespace GlusterDr.Policies.Yaml;

/// <summary>Reads one document of a policy file.</summary>
internal sealed class PolicyReader(SiteReader sites)
{
    /// <summary>Reads the policy. A value that cannot be read is reported, and empty in the policy.</summary>
    public Policy Read(YamlMapReader document)
    {
        Policy policy = new()
        {
            Name = document.RequiredText("policy", "name"),
            Site = sites.ReadPrimary(document),
            Volume = document.RequiredText("volume"),
            Destinations = [],
        };
        policy = policy with
        {
            Destinations = [.. document.RequiredSections("destinations").Select(d => ReadDestination(d, policy))],
            Schedule = document.Text("schedule"),
            Snapshot = ReadSnapshot(document.Section("snapshot")),
            Verification = ReadVerification(document.Section("proof")),
            Changelog = ReadChangelog(document.Section("changelog")),
            Limits = ReadLimits(document.Section("limits")),
            KeepRecoveryPoints = document.Integer("keep-recovery-points") ?? policy.KeepRecoveryPoints,
        };
        document.Finish();
        return policy;
    }

    private Destination ReadDestination(YamlMapReader section, Policy policy)
    {
        string name = section.RequiredText("name");
        YamlMapReader session = section.RequiredInline("session", "sessionHost");
        Destination destination = new()
        {
            Name = name,
            Site = sites.ReadSecondary(section, policy.Site.Ssh),
            Volume = section.RequiredText("volume"),
            PrimaryVolume = section.Text("primary-volume"),
            SessionHost = session.RequiredText("host", "sessionHost"),
            SessionUser = session.Text("user", "sessionUser"),
            BetweenRuns = section.Choice<BetweenRuns>("between-runs") ?? BetweenRuns.Stopped,
        };
        session.Finish();
        section.Finish();
        return destination;
    }

    private static SnapshotSettings ReadSnapshot(YamlMapReader? section)
    {
        SnapshotSettings defaults = new();
        SnapshotSettings? settings = section is null ? null : new()
        {
            Kind = section.Choice<SnapshotKind>("kind") ?? defaults.Kind,
            Quiesce = section.Choice<QuiesceMode>("quiesce") ?? defaults.Quiesce,
            OnFailure = section.Choice<VmFailureAction>("on-failure") ?? defaults.OnFailure,
            Parallel = section.Integer("parallel") ?? defaults.Parallel,
            Exclude = section.Texts("exclude"),
        };
        section?.Finish();
        return settings ?? defaults;
    }

    private static VerificationSettings ReadVerification(YamlMapReader? section)
    {
        VerificationSettings defaults = new();
        VerificationSettings? settings = section is null ? null : new()
        {
            Content = section.Choice<ContentCheck>("content") ?? defaults.Content,
            Rotation = section.Duration("rotation") ?? defaults.Rotation,
            Bandwidth = section.Size("bandwidth"),
            Threads = section.Integer("threads") ?? defaults.Threads,
            WholeUpTo = section.Size("whole-up-to") ?? defaults.WholeUpTo,
            SampleBlocks = section.Integer("sample-blocks") ?? defaults.SampleBlocks,
            Cure = section.Flag("cure") ?? defaults.Cure,
            CureAttempts = section.Integer("cure-attempts") ?? defaults.CureAttempts,
        };
        section?.Finish();
        return settings ?? defaults;
    }

    private static ChangelogSettings ReadChangelog(YamlMapReader? section)
    {
        ChangelogSettings? settings = section is null ? null : new()
        {
            RolloverTime = section.Integer("rollover-time"),
            ChangeInterval = section.Integer("change-interval"),
        };
        section?.Finish();
        return settings ?? new();
    }

    private static TimeLimits ReadLimits(YamlMapReader? section)
    {
        TimeLimits defaults = new();
        TimeLimits? settings = section is null ? null : new()
        {
            Snapshot = section.Duration("snapshot") ?? defaults.Snapshot,
            Replication = section.Duration("replication") ?? defaults.Replication,
            FaultyGrace = section.Duration("faulty-grace") ?? defaults.FaultyGrace,
            Merge = section.Duration("merge") ?? defaults.Merge,
        };
        section?.Finish();
        return settings ?? defaults;
    }
}
