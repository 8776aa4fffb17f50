using Azure;
using Azure.Data.Tables;
using GlusterDr.Functions.Store;
using GlusterDr.Leases;
using GlusterDr.Store;
using GlusterDr.Tests.Functions.AzureStorage;

namespace GlusterDr.Tests.Functions.Store;

/// <summary>What the suite cannot know of: the limits of a table, and several apps at one.</summary>
public sealed class TableDocumentStoreTests(AzuriteFixture fixture) : IClassFixture<AzuriteFixture>
{
    private readonly string _table = AzuriteFixture.NewName();

    [Fact]
    public async Task Content_that_no_compression_helps_is_kept_up_to_the_limit_of_a_row()
    {
        TableDocumentStore store = Open();
        string json = Noise(950 << 10);
        string etag = await store.InsertAsync("reports", "large", json);
        (await store.GetAsync("reports", "large")).ShouldBe(new Document("reports", "large", json, etag));
        (await store.ReplaceAsync("reports", "large", "1", etag)).ShouldNotBe(etag);
        (await store.GetAsync("reports", "large"))!.Json.ShouldBe("1", "nothing of the longer content is left");
    }

    [Fact]
    public async Task Content_beyond_it_is_refused_by_name_and_what_was_there_stays()
    {
        TableDocumentStore store = Open();
        string etag = await store.InsertAsync("reports", "large", "1");
        string json = Noise(1 << 20);
        InvalidOperationException refused = await Should.ThrowAsync<InvalidOperationException>(store.UpsertAsync("reports", "large", json));
        refused.Message.ShouldBe($"Document 'reports/large' is too large for a table: {json.Length} characters.");
        (await store.GetAsync("reports", "large")).ShouldBe(new Document("reports", "large", "1", etag));
    }

    [Fact]
    public async Task More_rows_than_a_page_holds_are_listed_in_order()
    {
        TableDocumentStore store = Open();
        string[] keys = [.. Enumerable.Range(0, 2300).Select(i => $"vm-{i:d4}")];
        await Parallel.ForEachAsync(keys.Reverse(), async (key, end) => await store.InsertAsync("vms", key, "{}", end));
        List<string> seen = [];
        await foreach (Document document in store.ListAsync("vms", "vm-"))
        {
            seen.Add(document.Key);
        }

        seen.ShouldBe(keys);
    }

    [Fact]
    public async Task Of_ten_that_want_a_lease_at_once_one_gets_it_and_all_are_told_who()
    {
        LeaseAttempt[] attempts = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => AcquireAsync($"run-{i}", isAlive: true)));
        string winner = attempts.Where(attempt => attempt.IsNew).ShouldHaveSingleItem().Lease.Holder;
        attempts.ShouldAllBe(attempt => attempt.Lease.Holder == winner);
    }

    [Fact]
    public async Task A_dead_holders_lease_is_taken_over_by_one_of_ten()
    {
        await AcquireAsync("dead", isAlive: true);
        LeaseAttempt[] attempts = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => AcquireAsync($"run-{i}", isAlive: false)));
        string winner = attempts.Where(attempt => attempt.IsNew).ShouldHaveSingleItem().Lease.Holder;
        attempts.ShouldAllBe(attempt => attempt.Lease.Holder == winner);
        (await new LeaseStore(Open(), TimeProvider.System).ListAsync(default)).ShouldHaveSingleItem().Holder.ShouldBe(winner);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("")]
    [InlineData("W/\"datetime'2026-01-01T00%3A00%3A00.0000000Z'\"")]
    public async Task An_etag_of_no_row_replaces_and_deletes_nothing(string etag)
    {
        TableDocumentStore store = Open();
        await store.InsertAsync("p", "k", "1");
        await Should.ThrowAsync<StoreConflictException>(store.ReplaceAsync("p", "k", "2", etag));
        await Should.ThrowAsync<StoreConflictException>(store.DeleteAsync("p", "k", etag));
        (await store.GetAsync("p", "k"))!.Json.ShouldBe("1");
    }

    /// <summary>Whoever takes a conflict for somebody else's write and looks again would do so for ever.</summary>
    [Fact]
    public async Task A_table_that_was_deleted_is_no_conflict()
    {
        TableDocumentStore store = Open();
        string etag = await store.InsertAsync("p", "k", "1");
        await new TableClient(fixture.Azurite.ConnectionString, _table).DeleteAsync();
        (await Should.ThrowAsync<RequestFailedException>(store.InsertAsync("p", "k", "1"))).ErrorCode.ShouldBe("TableNotFound");
        (await Should.ThrowAsync<RequestFailedException>(store.ReplaceAsync("p", "k", "1", etag))).ErrorCode.ShouldBe("TableNotFound");
    }

    private Task<LeaseAttempt> AcquireAsync(string holder, bool isAlive) => new LeaseStore(Open(), TimeProvider.System).TryAcquireAsync(
        LeaseStore.StorageDomain("it's", "gv1"), holder, other => Task.FromResult(isAlive || other != "dead"), default);

    // A client of its own each time, as another instance of the app has it.
    private TableDocumentStore Open()
    {
        TableClient table = new(fixture.Azurite.ConnectionString, _table);
        table.CreateIfNotExists();
        return new TableDocumentStore(table);
    }

    // Six bits a character: three quarters of the length is what is left of it.
    private static string Noise(int bytes)
    {
        byte[] noise = new byte[bytes];
        new Random(1).NextBytes(noise);
        return $"\"{Convert.ToBase64String(noise)}\"";
    }
}
