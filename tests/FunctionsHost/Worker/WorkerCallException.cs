using GlusterDr.FunctionsHost.Protocol;

namespace GlusterDr.FunctionsHost.Worker;

/// <summary>A call failed in the worker. The Durable extension parses type and text of the failure from the message.</summary>
public sealed class WorkerCallException : Exception
{
    internal WorkerCallException(StatusResult result)
        : base($"Result: {Word(result.Status)}\nException: {result.Exception?.Message}\nStack: {result.Exception?.StackTrace}")
    {
    }

    private static string Word(StatusResult.Types.Status status) => status == StatusResult.Types.Status.Cancelled ? "Cancelled" : "Failure";
}
