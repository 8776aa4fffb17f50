using System.Reflection;

namespace GlusterDr.Activities;

/// <summary>
/// Names of activities in stored histories: an activity that was renamed after a release keeps the name that it had, because histories
/// hold it, and those of Azure cannot be changed while a run is at work.
/// </summary>
/// <remarks>
/// Each constant is called like the class of an activity, and its value is the stored name. An activity that is not listed here is
/// stored under the name of its class. No new class may take one of these values as its name.
/// </remarks>
public static class StoredNames
{
    /// <summary>The stored name of <see cref="Sync.Replicate.CheckSecondaryHealth"/>.</summary>
    public const string CheckSecondaryHealth = "ExamineSecondary";

    /// <summary>The stored name of <see cref="Sync.Preflight.CheckStorageDomain"/>.</summary>
    public const string CheckStorageDomain = "CheckDomain";

    /// <summary>The stored name of <see cref="Sync.Prepare.CleanUpDeadRun"/>.</summary>
    public const string CleanUpDeadRun = "SettleDeadRun";

    /// <summary>The stored name of <see cref="Sessions.Repair.DeleteSession"/>.</summary>
    public const string DeleteSession = "ForgetSession";

    /// <summary>The stored name of <see cref="Sync.Verify.FindIncompleteVms"/>.</summary>
    public const string FindIncompleteVms = "FindVmsNotWhole";

    /// <summary>The stored name of <see cref="Sync.Snapshot.FindSnapshottedVolumes"/>.</summary>
    public const string FindSnapshottedVolumes = "FindFrozenVolumes";

    /// <summary>The stored name of <see cref="Sync.Snapshot.FindUnreportedSnapshots"/>.</summary>
    public const string FindUnreportedSnapshots = "FindStraySnapshots";

    /// <summary>The stored name of <see cref="Sync.NotifyHypervisor"/>.</summary>
    public const string NotifyHypervisor = "TellHypervisor";

    /// <summary>The stored name of <see cref="Sessions.Repair.ReadFeed"/>.</summary>
    public const string ReadFeed = "LookAtFeed";

    /// <summary>The stored name of <see cref="Sessions.SetUp.ReadNewSession"/>.</summary>
    public const string ReadNewSession = "LookAtNewSession";

    /// <summary>The stored name of <see cref="Sessions.Repair.ReadSession"/>.</summary>
    public const string ReadSession = "ExamineSession";

    /// <summary>The stored name of <see cref="Sessions.Repair.RecreateSession"/>.</summary>
    public const string RecreateSession = "RemakeSession";

    /// <summary>The stored name of <see cref="Sessions.Repair.ReplicateAgain"/>.</summary>
    public const string ReplicateAgain = "CarryAgain";

    /// <summary>The stored name of <see cref="Sync.Verify.ReplicateDifferences"/>.</summary>
    public const string ReplicateDifferences = "CureContent";

    /// <summary>The stored name of <see cref="Sessions.Repair.SetSafeOptions"/>.</summary>
    public const string SetSafeOptions = "MakeSafe";

    /// <summary>The stored name of <see cref="Sessions.Repair.StartAfterRepair"/>.</summary>
    public const string StartAfterRepair = "StartRepaired";

    /// <summary>The stored name of <see cref="Sessions.Repair.StopForRepair"/>.</summary>
    public const string StopForRepair = "StopToRepair";

    /// <summary>The stored name of <see cref="Sync.Replicate.StopOrPauseSession"/>.</summary>
    public const string StopOrPauseSession = "HoldSession";

    /// <summary>The stored name of <see cref="Sync.Prepare.TakeSiteLease"/>.</summary>
    public const string TakeSiteLease = "ClaimSite";

    /// <summary>The stored name of <see cref="Sync.Replicate.VerifyCheckpoint"/>.</summary>
    public const string VerifyCheckpoint = "LookAtSession";

    /// <summary>The stored name of <see cref="Sessions.SetUp.VerifyLogin"/>.</summary>
    public const string VerifyLogin = "ProveLogin";

    /// <summary>The stored name of <see cref="Sync.Replicate.VerifyStoppedOrPaused"/>.</summary>
    public const string VerifyStoppedOrPaused = "VerifyHeld";

    /// <summary>The stored name of <see cref="Sessions.SetUp.WriteFirstChange"/>.</summary>
    public const string WriteFirstChange = "MarkPrimary";

    /// <summary>The stored name of <see cref="Sync.Replicate.WriteMarker"/>.</summary>
    public const string WriteMarker = "MarkVolume";

    /// <summary>The stored name of <see cref="Sessions.Repair.WriteTestChange"/>.</summary>
    public const string WriteTestChange = "SetMark";

    /// <summary>The stored names of all renamed activities, by the names of their classes.</summary>
    public static IReadOnlyDictionary<string, string> Renamed { get; } = typeof(StoredNames)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(field => field.IsLiteral)
        .ToDictionary(field => field.Name, field => (string)field.GetRawConstantValue()!, StringComparer.Ordinal);

    /// <summary>The name of an activity in histories.</summary>
    /// <param name="activity">The name of its class.</param>
    public static string Of(string activity) => Renamed.GetValueOrDefault(activity, activity);
}
