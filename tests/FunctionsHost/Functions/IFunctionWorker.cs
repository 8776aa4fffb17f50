namespace GlusterDr.FunctionsHost.Functions;

/// <summary>Knows the app's functions, and runs them.</summary>
public interface IFunctionWorker : IAsyncDisposable
{
    /// <summary>Starts it.</summary>
    /// <returns>All functions of the app.</returns>
    Task<IReadOnlyList<FunctionDefinition>> StartAsync();

    /// <summary>Runs a function; what it throws is an exception here whose message is in the words of the Functions host.</summary>
    Task<FunctionResult> InvokeAsync(FunctionCall call, CancellationToken cancellation);
}
