namespace GlusterDr.Durable;

/// <summary>Which call of which instance an activity serves.</summary>
/// <param name="Name">The activity's name.</param>
/// <param name="InstanceId">The instance that asked.</param>
/// <param name="CancellationToken">Set when the host stops: leave what you do so that a second call can go on.</param>
public sealed record ActivityContext(string Name, string InstanceId, CancellationToken CancellationToken);
