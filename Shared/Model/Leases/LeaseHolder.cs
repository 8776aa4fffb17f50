using GlusterDr.Ids;

namespace GlusterDr.Leases;

/// <summary>Who holds a lease, in words, and the commands that watch and end it: a run has others than an operation.</summary>
public static class LeaseHolder
{
    /// <summary>The holder by kind and id.</summary>
    public static string Name(string holder) => $"{(IsRun(holder) ? "run" : "operation")} '{holder}'";

    /// <summary>What a person can do about it.</summary>
    public static string Advice(string holder) => IsRun(holder)
        ? $"Watch it with `glusterdr run {holder} --follow`, or cancel it with `glusterdr cancel {holder}`."
        : $"Watch it with `glusterdr operations {holder} --follow`, or cancel it with `glusterdr operations {holder} --cancel`.";

    private static bool IsRun(string holder) => RunId.TryParse(holder, out _);
}
