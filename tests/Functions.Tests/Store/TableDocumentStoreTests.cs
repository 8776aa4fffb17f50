using Azure.Data.Tables;
using GlusterDr.Errors;
using GlusterDr.Functions.Store;
using GlusterDr.Leases;
using GlusterDr.Tests.Functions.AzureStorage;

namespace GlusterDr.Tests.Functions.Store;

/// <summary>In addition to the suite: several apps with one table, and a table or a row that somebody else has changed.</summary>
[Collection(nameof(StoreCollection))]
public sealed class TableDocumentStoreTests(AzuriteFixture fixture)
{
    private readonly string _table = AzuriteFixture.NewName();

    [Fact]
    public async Task One_of_ten_concurrent_claims_gets_the_lease_and_all_learn_its_holder()
    {
        LeaseStore.Attempt[] attempts = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => AcquireAsync($"run-{i}", isAlive: true)));
        string winner = attempts.Where(attempt => attempt.IsNew).ShouldHaveSingleItem().Lease.Holder;
        attempts.ShouldAllBe(attempt => attempt.Lease.Holder == winner);
    }

    [Fact]
    public async Task A_dead_holders_lease_is_taken_over_by_one_of_ten()
    {
        await AcquireAsync("dead", isAlive: true);
        LeaseStore.Attempt[] attempts = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => AcquireAsync($"run-{i}", isAlive: false)));
        string winner = attempts.Where(attempt => attempt.IsNew).ShouldHaveSingleItem().Lease.Holder;
        attempts.ShouldAllBe(attempt => attempt.Lease.Holder == winner);
        (await new LeaseStore(Open(), TimeProvider.System).ListAsync(default)).ShouldHaveSingleItem().Holder.ShouldBe(winner);
    }

    /// <summary>If it was reported as a conflict, the caller would retry forever.</summary>
    [Fact]
    public async Task A_table_that_was_deleted_is_an_error_and_no_conflict()
    {
        TableDocumentStore store = Open();
        string etag = await store.InsertAsync("p", "k", "1");
        await new TableClient(fixture.Azurite.ConnectionString, _table).DeleteAsync();
        Func<Task>[] calls =
        [
            () => store.GetAsync("p", "k"),
            () => store.InsertAsync("p", "k", "1"),
            () => store.UpsertAsync("p", "k", "1"),
            () => store.ReplaceAsync("p", "k", "1", etag),
            () => store.ListAsync("p").GetAsyncEnumerator().MoveNextAsync().AsTask(),
        ];
        foreach (Func<Task> call in calls)
        {
            Error error = (await Should.ThrowAsync<DrException>(call)).Error;
            (error.Code, error.Class).ShouldBe((ErrorCodes.StoreFailed, ErrorClass.Permanent));
            error.Message.ShouldContain("TableNotFound");
            error.Host.ShouldEndWith($"/{_table}");
        }
    }

    [Fact]
    public async Task A_row_of_somebody_else_is_named_and_not_taken_for_a_document()
    {
        TableDocumentStore store = Open();
        await store.InsertAsync("p", "k", "1");
        TableClient table = new(fixture.Azurite.ConnectionString, _table);
        await table.UpsertEntityAsync(new TableEntity("p", "empty"));
        await table.UpsertEntityAsync(new TableEntity("q", "text") { ["Content0"] = "text" });
        await table.UpsertEntityAsync(new TableEntity("r", "torn") { ["Content0"] = new byte[] { 0x0b, 0x02, 0x80 } });
        foreach ((string partition, string key) in new[] { ("p", "empty"), ("q", "text"), ("r", "torn") })
        {
            Func<Task>[] calls =
            [
                () => store.GetAsync(partition, key),
                () => store.ListAsync(partition, key).GetAsyncEnumerator().MoveNextAsync().AsTask(),
            ];
            foreach (Func<Task> call in calls)
            {
                Error error = (await Should.ThrowAsync<DrException>(call)).Error;
                (error.Code, error.Class).ShouldBe((ErrorCodes.StoreUnreadable, ErrorClass.Permanent));
                error.Message.ShouldStartWith($"Document '{partition}/{key}' cannot be read: ");
            }
        }
    }

    private Task<LeaseStore.Attempt> AcquireAsync(string holder, bool isAlive) => new LeaseStore(Open(), TimeProvider.System).TryAcquireAsync(
        LeaseStore.StorageDomain("it's", "gv1"), holder, other => Task.FromResult(isAlive || other != "dead"), default);

    private TableDocumentStore Open() => TableStores.Open(fixture, _table);
}
