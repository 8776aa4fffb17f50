namespace GlusterDr.Orchestrations.Common;

/// <summary>Cuts the VMs of a phase into batches, so that no history grows with their number.</summary>
/// <remarks>
/// A batch is done one VM after the other by a workflow of its own, as many batches at once as VMs may be: so no lane waits for
/// another. They grow smaller towards the end, where a long one would be waited for alone (guided self-scheduling).
/// </remarks>
internal static class VmBatches
{
    /// <summary>The most VMs of a batch: its history stays below a hundred events.</summary>
    public const int Most = 25;

    /// <summary>Up to so many VMs need no batches: each is a step of the run itself.</summary>
    public const int Few = 50;

    /// <summary>Batches in the order of the items; one of a single item is a step of the run itself.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Cut(IReadOnlyList<string> items, int lanes)
    {
        List<IReadOnlyList<string>> batches = [];
        for (int begun = 0; begun < items.Count; begun += batches[^1].Count)
        {
            int fair = (items.Count - begun) / (2 * lanes);
            int size = items.Count <= Few ? 1 : Math.Clamp(fair, 1, Most);
            batches.Add([.. items.Skip(begun).Take(size)]);
        }

        return batches;
    }
}
