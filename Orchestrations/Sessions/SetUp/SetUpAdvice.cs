using GlusterDr.Activities.Sessions.SetUp;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Sessions.SetUp;

namespace GlusterDr.Orchestrations.Sessions.SetUp;

/// <summary>The commands by which a person undoes what a set-up had to leave.</summary>
internal static class SetUpAdvice
{
    /// <summary>Removes the session, with the mark of how far it came, unless an earlier session's is there.</summary>
    public static string Remove(SetUpStep step) =>
        $"Remove it later: `glusterdr session remove {step.Request.Subject} --force{(step.Plan is { HasSyncTime: true, ForgetsSyncTime: false } ? "" : " --reset-sync-time")}`.";

    /// <summary>Takes keys, mounts and the read-only mark from the secondary.</summary>
    public static string Clean(SetUpRequest request) =>
        $"When the session is removed: `glusterdr session clean {request.Subject}{(request.SecondaryAddress is { } host ? $" --secondary-host {host}" : "")}`.";

    /// <summary>Puts back who may write to the secondary; cleaning lets everybody.</summary>
    public static string Writable(SetUpStep step) => !GlusterValue.IsOn(step.Plan.ReadOnlyBefore)
        ? Clean(step.Request)
        : $"When the session is removed and cleaned up: `gluster volume set {step.Request.Session.SecondaryVolume} {GlusterVolume.ReadOnlyOption} {step.Plan.ReadOnlyBefore}`.";
}
