using System.Collections.Concurrent;

namespace GlusterDr.FunctionsHost.Functions;

/// <summary>The target of the emitted methods of all hosts in this process.</summary>
public static class FunctionCalls
{
    private static readonly ConcurrentDictionary<string, Func<object?[], Task<object?>>> s_calls = new(StringComparer.Ordinal);

    /// <summary>Called by emitted code.</summary>
    /// <param name="method">The key of the method, unique in this process.</param>
    /// <param name="arguments">Its arguments.</param>
    public static Task<object?> InvokeAsync(string method, object?[] arguments) => s_calls[method](arguments);

    internal static void Add(string method, Func<object?[], Task<object?>> call) => s_calls[method] = call;

    internal static void Remove(string method) => s_calls.TryRemove(method, out _);
}
