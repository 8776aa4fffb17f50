using GlusterDr.Errors;
using GlusterDr.Sites;

namespace GlusterDr.Activities.Sessions.SetUp.Checks;

/// <summary>Runs the same on many nodes, a limited number at a time.</summary>
internal static class EachNode
{
    private const int AtOnce = 16;

    /// <summary>All results in the order of the nodes. Every node is tried, also if one fails.</summary>
    /// <exception cref="DrException">Nodes failed: the error names each of them.</exception>
    public static async Task<IReadOnlyList<T>> RunAsync<T>(IReadOnlyList<RemoteHost> nodes, Func<RemoteHost, Task<T>> work)
    {
        (T? Answer, Error? Error)[] all = await AtMost.SelectAsync(AtOnce, nodes, async (node, _) =>
        {
            try
            {
                return (await work(node), (Error?)null);
            }
            catch (DrException e)
            {
                return (default(T), e.Error with { Host = node.Name });
            }
        }, CancellationToken.None);
        Error[] errors = [.. all.Select(a => a.Error).OfType<Error>()];
        return errors.Length == 0 ? [.. all.Select(a => a.Answer!)] : throw new DrException(Sum(errors));
    }

    private static Error Sum(Error[] errors) => errors.Length == 1 ? errors[0] : errors[0] with
    {
        Class = Array.TrueForAll(errors, e => e.Class == ErrorClass.Transient) ? ErrorClass.Transient : errors.First(e => e.Class != ErrorClass.Transient).Class,
        Message = string.Join("; ", errors.Select(e => $"{e.Host}: {e.Message}")),
    };
}
