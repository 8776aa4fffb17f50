using GlusterDr.Errors;
using GlusterDr.Store;

namespace GlusterDr.Conformance.Store;

/// <summary>Base class of the suites of document stores.</summary>
public abstract class DocumentStoreSuite
{
    /// <summary>The store of this test. It is empty at the beginning.</summary>
    protected abstract IDocumentStore Store { get; }

    /// <summary>The keys that a listing returns, in its order.</summary>
    protected async Task<List<string>> KeysAsync(string partition, string prefix = "")
    {
        List<string> keys = [];
        await foreach (Document document in Store.ListAsync(partition, prefix))
        {
            keys.Add(document.Key);
        }

        return keys;
    }

    /// <summary>1 if the write was made, 0 if it found a conflict.</summary>
    protected static async Task<int> TryAsync(Func<Task<string>> write)
    {
        try
        {
            await write();
            return 1;
        }
        catch (StoreConflictException)
        {
            return 0;
        }
    }

    /// <summary>The error of a call that must fail.</summary>
    protected static async Task<Error> ErrorOfAsync(Func<Task> call) => (await Should.ThrowAsync<DrException>(call)).Error;
}
