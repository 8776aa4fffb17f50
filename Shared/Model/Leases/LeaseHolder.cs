using GlusterDr.Ids;

namespace GlusterDr.Leases;

/// <summary>Describes the holder of a lease, and the commands that watch and end it, which differ between runs and operations.</summary>
public static class LeaseHolder
{
    /// <summary>The holder by kind and ID.</summary>
    public static string Name(string holder) => $"{(IsRun(holder) ? "run" : "operation")} '{holder}'";

    /// <summary>What the operator can do about it.</summary>
    public static string Advice(string holder) => IsRun(holder)
        ? $"Watch it with `glusterdr run {holder} --follow`, or cancel it with `glusterdr cancel {holder}`."
        : $"Watch it with `glusterdr operations {holder} --follow`, or cancel it with `glusterdr operations {holder} --cancel`.";

    private static bool IsRun(string holder) => RunId.TryParse(holder, out _);
}
