using GlusterDr.Store;

namespace GlusterDr.Conformance;

/// <summary>What every document store must do.</summary>
public abstract class DocumentStoreConformance
{
    /// <summary>The store of this test, empty.</summary>
    protected abstract IDocumentStore Store { get; }

    [SuiteFact]
    public async Task What_was_inserted_is_found()
    {
        string etag = await Store.InsertAsync("policies", "daily", """{"name":"daily"}""");
        (await Store.GetAsync("policies", "daily")).ShouldBe(new Document("policies", "daily", """{"name":"daily"}""", etag));
    }

    [SuiteFact]
    public async Task What_is_not_there_is_null()
    {
        await Store.InsertAsync("policies", "daily", "{}");
        (await Store.GetAsync("policies", "Daily")).ShouldBeNull();
        (await Store.GetAsync("runs", "daily")).ShouldBeNull();
    }

    [SuiteFact]
    public async Task An_insert_does_not_overwrite()
    {
        await Store.InsertAsync("p", "k", "1");
        StoreConflictException conflict = await Should.ThrowAsync<StoreConflictException>(Store.InsertAsync("p", "k", "2"));
        (conflict.Partition, conflict.Key).ShouldBe(("p", "k"));
        (await Store.GetAsync("p", "k"))!.Json.ShouldBe("1");
    }

    [SuiteFact]
    public async Task A_replace_needs_the_present_etag()
    {
        string first = await Store.InsertAsync("p", "k", "1");
        string second = await Store.ReplaceAsync("p", "k", "2", first);
        second.ShouldNotBe(first);
        await Should.ThrowAsync<StoreConflictException>(Store.ReplaceAsync("p", "k", "3", first));
        (await Store.GetAsync("p", "k")).ShouldBe(new Document("p", "k", "2", second));
    }

    [SuiteFact]
    public async Task What_is_gone_cannot_be_replaced()
    {
        await Should.ThrowAsync<StoreConflictException>(Store.ReplaceAsync("p", "k", "2", "any"));
        string etag = await Store.InsertAsync("p", "k", "1");
        await Store.DeleteAsync("p", "k");
        await Should.ThrowAsync<StoreConflictException>(Store.ReplaceAsync("p", "k", "2", etag));
        (await Store.GetAsync("p", "k")).ShouldBeNull();
    }

    [SuiteFact]
    public async Task A_document_made_again_has_another_etag()
    {
        string first = await Store.InsertAsync("p", "k", "1");
        await Store.DeleteAsync("p", "k");
        string second = await Store.InsertAsync("p", "k", "1");
        second.ShouldNotBe(first);
        await Should.ThrowAsync<StoreConflictException>(Store.DeleteAsync("p", "k", first));
    }

    [SuiteFact]
    public async Task An_upsert_writes_whatever_was_there()
    {
        string first = await Store.UpsertAsync("p", "k", "1");
        string second = await Store.UpsertAsync("p", "k", "2");
        second.ShouldNotBe(first);
        (await Store.GetAsync("p", "k")).ShouldBe(new Document("p", "k", "2", second));
    }

    [SuiteFact]
    public async Task A_delete_says_whether_there_was_something()
    {
        string first = await Store.InsertAsync("p", "k", "1");
        string second = await Store.ReplaceAsync("p", "k", "2", first);
        await Should.ThrowAsync<StoreConflictException>(Store.DeleteAsync("p", "k", first));
        (await Store.DeleteAsync("p", "k", second)).ShouldBeTrue();
        (await Store.DeleteAsync("p", "k", second)).ShouldBeFalse();
        (await Store.DeleteAsync("p", "k")).ShouldBeFalse();
    }

    [SuiteFact]
    public async Task A_partition_is_listed_in_ordinal_order()
    {
        foreach (string key in new[] { "b", "a-2", "B", "a-10", "a", "ä" })
        {
            await Store.InsertAsync("p", key, "{}");
        }

        await Store.InsertAsync("q", "a", "{}");
        (await KeysAsync("p")).ShouldBe(["B", "a", "a-10", "a-2", "b", "ä"]);
        (await KeysAsync("none")).ShouldBeEmpty();
    }

    [SuiteFact]
    public async Task A_prefix_is_taken_literally()
    {
        foreach (string key in new[] { "a", "a%", "a%b", "a_", "ab", "A%b", "a*", "a'b" })
        {
            await Store.InsertAsync("p", key, "{}");
        }

        (await KeysAsync("p", "a%")).ShouldBe(["a%", "a%b"]);
        (await KeysAsync("p", "a_")).ShouldBe(["a_"]);
        (await KeysAsync("p", "a'")).ShouldBe(["a'b"]);
        (await KeysAsync("p", "a")).ShouldBe(["a", "a%", "a%b", "a'b", "a*", "a_", "ab"]);
    }

    [SuiteFact]
    public async Task A_large_partition_is_listed_whole_also_while_it_changes()
    {
        string[] keys = [.. Enumerable.Range(0, 1000).Select(i => $"run-{i:d4}")];
        await Task.WhenAll(keys.Select(key => Store.InsertAsync("runs", key, "{}")));
        List<string> seen = [];
        await foreach (Document document in Store.ListAsync("runs", "run-"))
        {
            seen.Add(document.Key);
            await Store.DeleteAsync("runs", document.Key, document.ETag);
        }

        seen.ShouldBe(keys);
        (await KeysAsync("runs")).ShouldBeEmpty();
    }

    [SuiteFact]
    public async Task Of_many_writers_with_one_etag_exactly_one_wins()
    {
        string etag = await Store.InsertAsync("leases", "domain-1", "0");
        int[] won = await Task.WhenAll(Enumerable.Range(1, 20).Select(i =>
            TryAsync(() => Store.ReplaceAsync("leases", "domain-1", $"{i}", etag))));
        won.Sum().ShouldBe(1);
    }

    [SuiteFact]
    public async Task Of_many_inserts_exactly_one_wins()
    {
        int[] won = await Task.WhenAll(Enumerable.Range(1, 20).Select(i => TryAsync(() => Store.InsertAsync("p", "k", $"{i}"))));
        won.Sum().ShouldBe(1);
    }

    [SuiteFact]
    public async Task A_counter_raised_by_many_loses_no_count()
    {
        await Store.InsertAsync("p", "counter", "0");
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => CountAsync(5)));
        (await Store.GetAsync("p", "counter"))!.Json.ShouldBe("50");
    }

    [SuiteTheory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\u0001b")]
    [InlineData("a\u007fb")]
    public async Task Names_that_some_store_cannot_take_are_refused_by_all(string name)
    {
        await Should.ThrowAsync<ArgumentException>(async () => await Store.InsertAsync("p", name, "{}"));
        await Should.ThrowAsync<ArgumentException>(async () => await Store.GetAsync(name, "k"));
        await Should.ThrowAsync<ArgumentException>(async () => await Store.UpsertAsync(name, "k", "{}"));
        await Should.ThrowAsync<ArgumentException>(async () => await Store.DeleteAsync("p", name));
        await Should.ThrowAsync<ArgumentException>(async () => await Store.ReplaceAsync("p", name, "{}", "etag"));
    }

    [SuiteTheory]
    [InlineData("https:example.org:8443 a=b&c")]
    [InlineData("vm-ü-東京-😀")]
    [InlineData("it's \"quoted\"; DROP TABLE documents--")]
    public async Task Other_names_are_kept_as_they_are(string key)
    {
        await Store.InsertAsync(key, key, "{}");
        Document found = (await Store.GetAsync(key, key)).ShouldNotBeNull();
        (found.Partition, found.Key).ShouldBe((key, key));
        (await KeysAsync(key, key)).ShouldBe([key]);
    }

    [SuiteFact]
    public async Task The_longest_name_is_kept_and_a_longer_one_refused()
    {
        string longest = new('k', DocumentName.MaxLength);
        await Store.InsertAsync("p", longest, "{}");
        (await KeysAsync("p")).ShouldBe([longest]);
        await Should.ThrowAsync<ArgumentException>(async () => await Store.InsertAsync("p", longest + "k", "{}"));
    }

    [SuiteFact]
    public async Task Content_is_kept_as_it_is()
    {
        string json = $$"""{"text":"ünïcode 😀 \u0000 '","big":"{{new string('x', 30_000)}}"}""";
        await Store.InsertAsync("p", "k", json);
        (await Store.GetAsync("p", "k"))!.Json.ShouldBe(json);
    }

    private static async Task<int> TryAsync(Func<Task<string>> write)
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

    private async Task CountAsync(int times)
    {
        while (times > 0)
        {
            Document document = (await Store.GetAsync("p", "counter"))!;
            times -= await TryAsync(() =>
                Store.ReplaceAsync("p", "counter", $"{int.Parse(document.Json) + 1}", document.ETag));
        }
    }

    private async Task<List<string>> KeysAsync(string partition, string prefix = "")
    {
        List<string> keys = [];
        await foreach (Document document in Store.ListAsync(partition, prefix))
        {
            keys.Add(document.Key);
        }

        return keys;
    }
}
