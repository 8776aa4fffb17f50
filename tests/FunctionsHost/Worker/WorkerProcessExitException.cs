namespace GlusterDr.FunctionsHost.Worker;

/// <summary>The worker process ended while it had calls. The Durable extension knows the exception by this name, which is the Functions host's.</summary>
public sealed class WorkerProcessExitException(string message) : Exception(message);
