namespace GlusterDr.Durable;

/// <summary>The call that an activity runs for.</summary>
/// <param name="Name">The activity's name.</param>
/// <param name="InstanceId">The instance that called it.</param>
/// <param name="CancellationToken">Cancelled when the host stops. The activity must end in a state from which a second call can continue.</param>
public sealed record ActivityContext(string Name, string InstanceId, CancellationToken CancellationToken);
