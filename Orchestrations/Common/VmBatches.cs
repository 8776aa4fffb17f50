namespace GlusterDr.Orchestrations.Common;

/// <summary>Divides the VMs of a phase into batches, so that no history grows with the number of VMs.</summary>
/// <remarks>
/// A workflow processes the VMs of a batch one after the other. As many batches run in parallel as VMs may be in parallel. Batches become
/// smaller towards the end, so that no long batch runs alone at the end (guided self-scheduling).
/// </remarks>
internal static class VmBatches
{
    /// <summary>The largest batch: its history stays below a hundred events.</summary>
    public const int Most = 25;

    /// <summary>Up to this number of VMs, each VM is a step of the run itself.</summary>
    public const int Few = 50;

    /// <summary>The batches, in the order of the items. A batch of one item is a step of the run itself.</summary>
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
