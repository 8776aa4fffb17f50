using GlusterDr.Errors;
using GlusterDr.Ids;

namespace GlusterDr.Leases;

/// <summary>The run or operation that holds a lease, in words, and how to follow or cancel it.</summary>
public static class LeaseHolder
{
    /// <summary>The kind and id of the holder.</summary>
    public static string Name(string holder) => $"{(IsRun(holder) ? "run" : "operation")} '{holder}'";

    /// <summary>What a person can do about it.</summary>
    public static Advice Advice(string holder) => IsRun(holder)
        ? new(
            "Wait for the end of the run, or cancel it.",
            AdvisedAction.Of(AdviceCodes.FollowRun, (AdvisedAction.Run, holder)), AdvisedAction.Of(AdviceCodes.CancelRun, (AdvisedAction.Run, holder)))
        : new(
            "Wait for the end of the operation, or cancel it.",
            AdvisedAction.Of(AdviceCodes.FollowOperation, (AdvisedAction.Operation, holder)), AdvisedAction.Of(AdviceCodes.CancelOperation, (AdvisedAction.Operation, holder)));

    private static bool IsRun(string holder) => RunId.TryParse(holder, out _);
}
