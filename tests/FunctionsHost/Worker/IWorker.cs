namespace GlusterDr.FunctionsHost.Worker;

/// <summary>A worker that was started: it connects to the host by itself.</summary>
public interface IWorker : IAsyncDisposable
{
    /// <summary>The process that it runs in.</summary>
    int ProcessId { get; }

    /// <summary>Waits for its end; the exit code.</summary>
    Task<int> ExitAsync();
}
