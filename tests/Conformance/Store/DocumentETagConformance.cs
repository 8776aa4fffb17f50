using GlusterDr.Store;

namespace GlusterDr.Conformance.Store;

/// <summary>Optimistic concurrency: if several writers have read the same document, one of them succeeds and the others are refused.</summary>
public abstract class DocumentETagConformance : DocumentStoreSuite
{
    [Fact]
    public async Task A_replace_needs_the_present_etag()
    {
        string first = await Store.InsertAsync("p", "k", "1");
        string second = await Store.ReplaceAsync("p", "k", "2", first);
        second.ShouldNotBe(first);
        await Should.ThrowAsync<StoreConflictException>(Store.ReplaceAsync("p", "k", "3", first));
        (await Store.GetAsync("p", "k")).ShouldBe(new Document("p", "k", "2", second));
    }

    [Fact]
    public async Task What_is_gone_cannot_be_replaced()
    {
        string etag = await Store.InsertAsync("p", "k", "1");
        await Store.DeleteAsync("p", "k");
        await Should.ThrowAsync<StoreConflictException>(Store.ReplaceAsync("p", "k", "2", etag));
        (await Store.GetAsync("p", "k")).ShouldBeNull();
    }

    [Fact]
    public async Task A_delete_says_whether_there_was_something()
    {
        string first = await Store.InsertAsync("p", "k", "1");
        string second = await Store.ReplaceAsync("p", "k", "2", first);
        await Should.ThrowAsync<StoreConflictException>(Store.DeleteAsync("p", "k", first));
        (await Store.DeleteAsync("p", "k", second)).ShouldBeTrue();
        (await Store.DeleteAsync("p", "k", second)).ShouldBeFalse();
        (await Store.DeleteAsync("p", "k")).ShouldBeFalse();
    }

    /// <summary>The same content under the same key again, at once: no earlier ETag may match.</summary>
    [Fact]
    public async Task A_document_made_again_never_has_an_etag_that_it_had_before()
    {
        HashSet<string> seen = [];
        for (int i = 0; i < 100; i++)
        {
            string made = await Store.InsertAsync("p", "k", "1");
            string replaced = await Store.ReplaceAsync("p", "k", "1", made);
            string put = await Store.UpsertAsync("p", "k", "1");
            new[] { made, replaced, put }.ShouldAllBe(etag => seen.Add(etag));
            await Should.ThrowAsync<StoreConflictException>(Store.DeleteAsync("p", "k", made));
            await Store.DeleteAsync("p", "k", put);
        }
    }

    [Theory]
    [InlineData("*")]
    [InlineData("")]
    [InlineData("any")]
    [InlineData("\"quoted\"")]
    [InlineData("W/\"datetime'2026-01-01T00%3A00%3A00.0000000Z'\"")]
    public async Task An_etag_of_no_document_replaces_and_deletes_nothing(string etag)
    {
        string present = await Store.InsertAsync("p", "k", "1");
        await Should.ThrowAsync<StoreConflictException>(Store.ReplaceAsync("p", "k", "2", etag));
        await Should.ThrowAsync<StoreConflictException>(Store.DeleteAsync("p", "k", etag));
        (await Store.GetAsync("p", "k")).ShouldBe(new Document("p", "k", "1", present));

        await Should.ThrowAsync<StoreConflictException>(Store.ReplaceAsync("p", "missing", "2", etag));
        (await Store.DeleteAsync("p", "missing", etag)).ShouldBeFalse();
        (await KeysAsync("p")).ShouldBe(["k"]);
    }

    [Fact]
    public async Task The_etag_of_another_document_does_not_fit()
    {
        await Store.InsertAsync("p", "k", "1");
        string other = await Store.InsertAsync("p", "other", "1");
        await Should.ThrowAsync<StoreConflictException>(Store.ReplaceAsync("p", "k", "2", other));
        await Should.ThrowAsync<StoreConflictException>(Store.DeleteAsync("p", "k", other));
    }

    [Fact]
    public async Task The_etag_that_a_list_gives_is_the_documents()
    {
        await Store.UpsertAsync("p", "k", "1");
        string etag = await Store.UpsertAsync("p", "k", "2");
        await foreach (Document document in Store.ListAsync("p"))
        {
            document.ShouldBe(new Document("p", "k", "2", etag));
        }

        (await Store.ReplaceAsync("p", "k", "3", etag)).ShouldNotBe(etag);
    }

    [Fact]
    public async Task Of_many_writers_with_one_etag_exactly_one_wins()
    {
        string etag = await Store.InsertAsync("leases", "domain-1", "0");
        int[] won = await Task.WhenAll(Enumerable.Range(1, 20).Select(i =>
            TryAsync(() => Store.ReplaceAsync("leases", "domain-1", $"{i}", etag))));
        won.Sum().ShouldBe(1);
        (await Store.GetAsync("leases", "domain-1"))!.Json.ShouldBe($"{Array.IndexOf(won, 1) + 1}");
    }

    [Fact]
    public async Task Of_many_inserts_exactly_one_wins()
    {
        int[] won = await Task.WhenAll(Enumerable.Range(1, 20).Select(i => TryAsync(() => Store.InsertAsync("p", "k", $"{i}"))));
        won.Sum().ShouldBe(1);
        (await Store.GetAsync("p", "k"))!.Json.ShouldBe($"{Array.IndexOf(won, 1) + 1}");
    }

    [Fact]
    public async Task A_counter_raised_by_many_loses_no_count()
    {
        await Store.InsertAsync("p", "counter", "0");
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => CountAsync(5)));
        (await Store.GetAsync("p", "counter"))!.Json.ShouldBe("50");
    }

    private async Task CountAsync(int times)
    {
        while (times > 0)
        {
            Document document = (await Store.GetAsync("p", "counter"))!;
            times -= await TryAsync(() =>
                Store.ReplaceAsync("p", "counter", $"{int.Parse(document.Json) + 1}", document.ETag));
        }
    }
}
