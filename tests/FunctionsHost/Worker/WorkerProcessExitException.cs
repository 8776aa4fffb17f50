namespace GlusterDr.FunctionsHost.Worker;

/// <summary>The worker process ended during calls. The Durable extension recognises the exception by this name, which is that of the Functions host.</summary>
public sealed class WorkerProcessExitException(string message) : Exception(message);
