using GlusterDr.Errors;
using GlusterDr.Store;

namespace GlusterDr.Conformance.Store;

/// <summary>What the suites of document stores share.</summary>
public abstract class DocumentStoreSuite
{
    /// <summary>The store of this test, empty.</summary>
    protected abstract IDocumentStore Store { get; }

    /// <summary>The keys that are listed, in order.</summary>
    protected async Task<List<string>> KeysAsync(string partition, string prefix = "")
    {
        List<string> keys = [];
        await foreach (Document document in Store.ListAsync(partition, prefix))
        {
            keys.Add(document.Key);
        }

        return keys;
    }

    /// <summary>1 where the write was made, 0 where it found a conflict.</summary>
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

    /// <summary>The error that a call ends with.</summary>
    protected static async Task<Error> ErrorOfAsync(Func<Task> call) => (await Should.ThrowAsync<DrException>(call)).Error;
}
