using GlusterDr.Errors;
using GlusterDr.Store;

namespace GlusterDr.Conformance.Store;

/// <summary>What every document store must do.</summary>
public abstract class DocumentStoreConformance : DocumentStoreSuite
{
    [Fact]
    public async Task What_was_inserted_is_found()
    {
        string etag = await Store.InsertAsync("policies", "daily", """{"name":"daily"}""");
        (await Store.GetAsync("policies", "daily")).ShouldBe(new Document("policies", "daily", """{"name":"daily"}""", etag));
    }

    [Fact]
    public async Task What_is_not_there_is_null()
    {
        await Store.InsertAsync("policies", "daily", "{}");
        (await Store.GetAsync("policies", "Daily")).ShouldBeNull();
        (await Store.GetAsync("runs", "daily")).ShouldBeNull();
    }

    [Fact]
    public async Task An_insert_does_not_overwrite()
    {
        await Store.InsertAsync("p", "k", "1");
        StoreConflictException conflict = await Should.ThrowAsync<StoreConflictException>(Store.InsertAsync("p", "k", "2"));
        (conflict.Partition, conflict.Key).ShouldBe(("p", "k"));
        (await Store.GetAsync("p", "k"))!.Json.ShouldBe("1");
    }

    [Fact]
    public async Task An_upsert_writes_whatever_was_there()
    {
        string first = await Store.UpsertAsync("p", "k", "1");
        string second = await Store.UpsertAsync("p", "k", "2");
        second.ShouldNotBe(first);
        (await Store.GetAsync("p", "k")).ShouldBe(new Document("p", "k", "2", second));
    }

    [Fact]
    public async Task Content_is_kept_as_it_is()
    {
        string json = $$"""{"text":"ünïcode 😀 \u0000 '","big":"{{new string('x', 30_000)}}"}""";
        await Store.InsertAsync("p", "k", json);
        (await Store.GetAsync("p", "k"))!.Json.ShouldBe(json);
    }

    [Fact]
    public async Task What_was_cancelled_before_it_began_writes_nothing_and_is_no_error_of_the_store()
    {
        string etag = await Store.InsertAsync("p", "k", "1");
        CancellationToken cancelled = new(canceled: true);
        Func<Task>[] calls =
        [
            () => Store.GetAsync("p", "k", cancelled),
            () => Store.InsertAsync("p", "new", "2", cancelled),
            () => Store.ReplaceAsync("p", "k", "2", etag, cancelled),
            () => Store.UpsertAsync("p", "k", "2", cancelled),
            () => Store.DeleteAsync("p", "k", etag, cancelled),
            () => Store.ListAsync("p", "", cancelled).GetAsyncEnumerator(cancelled).MoveNextAsync().AsTask(),
        ];
        foreach (Func<Task> call in calls)
        {
            await Should.ThrowAsync<OperationCanceledException>(call);
        }

        (await Store.GetAsync("p", "k")).ShouldBe(new Document("p", "k", "1", etag));
        (await KeysAsync("p")).ShouldBe(["k"]);
    }

    [Fact]
    public async Task Half_a_surrogate_pair_in_the_content_is_refused_and_not_changed()
    {
        string etag = await Store.InsertAsync("p", "k", "1");
        Error error = await ErrorOfAsync(() => Store.ReplaceAsync("p", "k", $"\"a{(char)0xD83D}b\"", etag));
        (error.Code, error.Class).ShouldBe((ErrorCodes.StoreFailed, ErrorClass.Permanent));
        error.Message.ShouldBe("Document 'p/k' cannot be stored: the character at index 2 is half of a surrogate pair.");
        (await Store.GetAsync("p", "k"))!.ETag.ShouldBe(etag);
    }
}
