using GlusterDr.Activities.Sessions.SetUp;
using GlusterDr.Errors;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Sessions.SetUp;

namespace GlusterDr.Orchestrations.Sessions.SetUp;

/// <summary>How a person undoes what a set-up could not roll back.</summary>
internal static class SetUpAdvice
{
    /// <summary>Removes the session with its sync time; without it if an earlier session left one.</summary>
    public static Advice Remove(SetUpStep step) => new("Remove the session later.", AdvisedAction.OnSession(
        AdviceCodes.RemoveSession, step.Request.Subject, step.Plan is { HasSyncTime: true, ForgetsSyncTime: false } ? [AdvisedAction.Force] : [AdvisedAction.Force, "resetSyncTime"]));

    /// <summary>Removes keys, mount permissions and the read-only option from the secondary.</summary>
    public static Advice Clean(SetUpRequest request) => new(
        "When the session is removed, clean the secondary.",
        AdvisedAction.Of(AdviceCodes.CleanSession, (AdvisedAction.Session, request.Subject), ("secondaryHost", request.SecondaryAddress)));

    /// <summary>Restores the read-only option of the secondary as it was: cleaning makes the volume writable for all.</summary>
    public static Advice Writable(SetUpStep step) => !GlusterValue.IsOn(step.Plan.ReadOnlyBefore)
        ? Clean(step.Request)
        : new($"When the session is removed and the secondary is clean: `gluster volume set {step.Request.Session.SecondaryVolume} {GlusterVolume.ReadOnlyOption} {step.Plan.ReadOnlyBefore}`.");
}
