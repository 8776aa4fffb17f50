namespace GlusterDr.FunctionsHost.Worker;

/// <summary>A started worker. It connects to the host by itself.</summary>
public interface IWorker : IAsyncDisposable
{
    /// <summary>The process that it runs in.</summary>
    int ProcessId { get; }

    /// <summary>Waits for its end. Returns the exit code.</summary>
    Task<int> ExitAsync();
}
