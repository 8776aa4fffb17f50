namespace GlusterDr.Local.Engine;

/// <summary>The constant properties of an instance.</summary>
/// <param name="Key">Its number. A later instance with the same ID has another number.</param>
/// <param name="Id">Its ID.</param>
/// <param name="Name">The orchestration's name.</param>
/// <param name="CreatedAt">When it was started, UTC.</param>
/// <param name="ParentKey">The instance that called it as a sub-orchestration; 0: none.</param>
/// <param name="ParentTask">The number of that call.</param>
internal sealed record InstanceInfo(long Key, string Id, string Name, DateTime CreatedAt, long ParentKey = 0, int ParentTask = 0);
