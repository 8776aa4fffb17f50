namespace GlusterDr.Sessions.Origins;

/// <summary>What a node of a secondary knows of who writes to a volume.</summary>
/// <param name="Processes">gsyncds at work for it.</param>
/// <param name="Logs">What gsyncds have logged of it.</param>
/// <param name="Marks">What stands on its bricks.</param>
/// <param name="Keys">Whose keys may start a gsyncd on the node, for whichever volume.</param>
public sealed record OriginFacts(
    IReadOnlyList<OriginProcess> Processes, IReadOnlyList<OriginLog> Logs, IReadOnlyList<OriginMark> Marks, IReadOnlyList<OriginKey> Keys);
