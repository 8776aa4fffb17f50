using System.Text.Json;
using GlusterDr.Errors;
using GlusterDr.Ids;
using GlusterDr.Store;

namespace GlusterDr.Policies;

/// <summary>Policies in the document store.</summary>
public sealed class PolicyStore(IDocumentStore store)
{
    private const string Partition = "policies";

    /// <summary>Writes a policy, replacing any with the same name.</summary>
    public Task SaveAsync(Policy policy, CancellationToken cancellation) =>
        store.UpsertAsync(Partition, policy.Name, JsonSerializer.Serialize(policy, DrJson.Options), cancellation);

    /// <summary>A policy by its name.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.PolicyNotFound"/>.</exception>
    public async Task<Policy> GetAsync(string name, CancellationToken cancellation) =>
        await FindAsync(name, cancellation) ?? throw new DrException(new Error(
            ErrorCodes.PolicyNotFound,
            ErrorClass.Permanent,
            $"Policy '{name}' does not exist.",
            Advice: "List the policies, or store the policy from its file.")
        {
            Actions = [AdvisedAction.Of(AdviceCodes.ListPolicies), AdvisedAction.Of(AdviceCodes.StorePolicy)],
        });

    /// <summary>A policy by its name; null: there is none.</summary>
    public async Task<Policy?> FindAsync(string name, CancellationToken cancellation) =>
        PolicyName.IsValid(name) && await store.GetAsync(Partition, name, cancellation) is { } document ? document.Read<Policy>() : null;

    /// <summary>All policies by name.</summary>
    public async Task<IReadOnlyList<Policy>> ListAsync(CancellationToken cancellation)
    {
        List<Policy> policies = [];
        await foreach (Document document in store.ListAsync(Partition, "", cancellation))
        {
            policies.Add(document.Read<Policy>());
        }

        return policies;
    }

    /// <summary>Deletes a policy; its runs and recovery points stay. False: it did not exist.</summary>
    public Task<bool> DeleteAsync(string name, CancellationToken cancellation) =>
        PolicyName.IsValid(name) ? store.DeleteAsync(Partition, name, cancellation: cancellation) : Task.FromResult(false);
}
