using GlusterDr.Errors;
using GlusterDr.Gluster.Logs;

namespace GlusterDr.Sessions.Diagnosis;

/// <summary>Converts faults of a session to errors.</summary>
public static class TroubleCodes
{
    /// <summary>The error of a fault, with its remedies as advice.</summary>
    public static Error ToError(this Trouble trouble) => new(
        CodeOf(trouble.Kind),
        trouble.Cure == Cure.Person ? ErrorClass.NeedsPerson : ErrorClass.Transient,
        $"{char.ToUpperInvariant(trouble.Summary[0])}{trouble.Summary[1..]}.",
        trouble.Evidence.Count > 0 ? trouble.Evidence[0].Where : null,
        Advice: string.Join(" ", trouble.Remedies.Select(Words)))
    {
        Actions = trouble.Remedies.Select(r => r.Action).OfType<AdvisedAction>().Distinct().ToArray() is { Length: > 0 } actions ? actions : null,
    };

    private static string Words(Trouble.Remedy remedy) => remedy.Command is null ? remedy.Text
        : $"{remedy.Text}{(remedy.Host is null ? "" : $" On {remedy.Host}:")} {remedy.Command}";

    private static string CodeOf(TroubleKind kind) => kind switch
    {
        TroubleKind.KeyRefused or TroubleKind.KeyCommand or TroubleKind.HostKey => ErrorCodes.SessionKeysRefused,
        TroubleKind.NoWay or TroubleKind.SshdDown => ErrorCodes.NodeUnreachable,
        TroubleKind.GlusterdDown => ErrorCodes.GlusterdDown,
        TroubleKind.SecondaryStopped => ErrorCodes.VolumeNotStarted,
        TroubleKind.SecondaryGone => ErrorCodes.VolumeNotFound,
        TroubleKind.SecondaryBricksDown or TroubleKind.PrimaryBrickDown or TroubleKind.NoMount or TroubleKind.MountLost => ErrorCodes.VolumeUnavailable,
        TroubleKind.SecondaryFull => ErrorCodes.SecondaryFull,
        TroubleKind.RsyncMissing or TroubleKind.Mountbroker or TroubleKind.MetaVolume or TroubleKind.SoftwareUnfit
            or TroubleKind.RsyncUnfit or TroubleKind.AccessDenied or TroubleKind.NoAttributes or TroubleKind.ResourcesShort => ErrorCodes.NodeUnfit,
        TroubleKind.VersionsUnfit => ErrorCodes.GlusterVersionUnfit,
        TroubleKind.ReadOnly => ErrorCodes.VolumeUnavailable,
        TroubleKind.ClockSkew => ErrorCodes.ClockSkew,
        TroubleKind.NodeDown => ErrorCodes.SessionIncomplete,
        TroubleKind.DeadFeed or TroubleKind.HistoryStuck => ErrorCodes.SessionFeedDead,
        TroubleKind.RsyncTrap or TroubleKind.FastRollover => ErrorCodes.SettingUnsafe,
        TroubleKind.EmptyFiles => ErrorCodes.ContentEmpty,
        TroubleKind.ContentDiffers or TroubleKind.UnlistedChangelog or TroubleKind.MovedOn => ErrorCodes.ContentDiffers,
        TroubleKind.Failures or TroubleKind.Conflict or TroubleKind.GfidLost => ErrorCodes.SessionFailures,
        _ => ErrorCodes.SessionFaulty,
    };
}
