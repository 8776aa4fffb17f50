namespace GlusterDr.Simulators;

/// <summary>A replica set, a disperse set, or a single brick.</summary>
public sealed class SimulatedSubvolume
{
    internal SimulatedSubvolume(int index, IReadOnlyList<SimulatedBrick> bricks, Rollovers rollovers)
    {
        Index = index;
        Bricks = bricks;
        Rollovers = rollovers;
    }

    /// <summary>From 0.</summary>
    public int Index { get; }

    /// <summary>Its bricks, in Gluster's order.</summary>
    public IReadOnlyList<SimulatedBrick> Bricks { get; }

    internal Rollovers Rollovers { get; }
}
