using GlusterDr.FunctionsHost.Protocol;

namespace GlusterDr.FunctionsHost.Worker;

/// <summary>A call that failed in the worker. Its message has the form that the Durable extension reads the failure's type and text from.</summary>
public sealed class WorkerCallException : Exception
{
    internal WorkerCallException(StatusResult result)
        : base($"Result: {Word(result.Status)}\nException: {result.Exception?.Message}\nStack: {result.Exception?.StackTrace}")
    {
    }

    private static string Word(StatusResult.Types.Status status) => status == StatusResult.Types.Status.Cancelled ? "Cancelled" : "Failure";
}
