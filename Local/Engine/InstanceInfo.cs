namespace GlusterDr.Local.Engine;

/// <summary>What does not change about an instance.</summary>
/// <param name="Key">Its number; another instance of the same id, later, has another.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">The orchestration's name.</param>
/// <param name="CreatedAt">When it was started, UTC.</param>
/// <param name="ParentKey">The instance that called it as a sub-orchestration; 0: none.</param>
/// <param name="ParentTask">The number of that call.</param>
internal sealed record InstanceInfo(long Key, string Id, string Name, DateTime CreatedAt, long ParentKey = 0, int ParentTask = 0);
