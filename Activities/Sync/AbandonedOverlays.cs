using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Hypervisors;
using GlusterDr.Ids;
using GlusterDr.Runs;

namespace GlusterDr.Activities.Sync;

/// <summary>
/// Finds overlays of runs that no VM uses, because the VM was redefined or removed manually. Each report lists them until they are
/// deleted.
/// </summary>
public sealed class AbandonedOverlays(RunStore runs, IOrchestrationClient client)
{
    private const string Key = "abandoned";

    /// <summary>Finds overlays of runs that are over: while a snapshot is taken, its file exists before the VM uses it.</summary>
    /// <exception cref="DrException">A host does not answer.</exception>
    public async Task<IReadOnlyList<Error>> FindAsync(StorageDomainAccess storage, CancellationToken cancellation)
    {
        List<Error> errors = [];
        foreach (IGrouping<string, AbandonedOverlay> run in
            (await storage.Hypervisor.FindAbandonedAsync(storage.StorageDomain, cancellation)).GroupBy(o => o.RunId, StringComparer.Ordinal))
        {
            if (await client.GetInstanceAsync(run.Key, cancellation) is not { IsCompleted: false })
            {
                errors.AddRange(run.Select(o => o.ToError()));
            }
        }

        return errors;
    }

    /// <summary>Finds them for the report of a run. A search that fails is a line of the report and does not fail the run.</summary>
    public async Task KeepAsync(string runId, StorageDomainAccess storage, CancellationToken cancellation)
    {
        IReadOnlyList<Error> found;
        try
        {
            found = await FindAsync(storage, cancellation);
        }
        catch (DrException e)
        {
            found = [e.Error with { Message = $"The search for overlays that no VM uses failed. {e.Error.Message}" }];
        }

        await runs.SaveDetailAsync(runId, Key, found, cancellation);
    }

    /// <summary>What was stored for the report of a run.</summary>
    public static async Task<IReadOnlyList<Error>> OfAsync(RunStore runs, string runId, CancellationToken cancellation) =>
        await runs.FindDetailAsync<IReadOnlyList<Error>>(runId, Key, cancellation) ?? [];
}
