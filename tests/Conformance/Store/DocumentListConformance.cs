using GlusterDr.Store;

namespace GlusterDr.Conformance.Store;

/// <summary>Listing: order, prefixes, and more documents than one page.</summary>
public abstract class DocumentListConformance : DocumentStoreSuite
{
    // Azure Tables returns at most 1,000 rows per answer.
    private const int MoreThanTwoPages = 2300;

    [Fact]
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

    /// <summary>UTF-8 sorts U+FF5E before U+1F600, and UTF-16 after it.</summary>
    [Fact]
    public async Task The_order_is_that_of_utf_16()
    {
        string[] inOrder = ["a", "a\u00e4", "a\ud7ff", "a😀", "a😀b", "a😁", "a\uf900", "a\uff5e", "a\ufffd", "b"];
        foreach (string key in inOrder.Reverse())
        {
            await Store.InsertAsync("p", key, "{}");
        }

        (await KeysAsync("p")).ShouldBe(inOrder);
        (await KeysAsync("p", "a")).ShouldBe(inOrder[..^1]);
    }

    [Fact]
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

    /// <summary>Prefixes whose last character has no successor, or one with a meaning in a query. The first and the last key matter.</summary>
    [Theory]
    [InlineData("run-")]
    [InlineData("a&")]
    [InlineData("a ")]
    [InlineData("a\ud7ff")]
    [InlineData("a\ufffd")]
    [InlineData("a😀")]
    [InlineData("a\U0001f7ff")]
    [InlineData("a\U0002fa1d")]
    public async Task A_prefix_covers_its_first_and_its_last_key_and_no_neighbour(string prefix)
    {
        string first = prefix[..1];
        string[] ends = ["", " ", "!", "\u00e4", "\uf900", "\ufffd", "\ufffd\ufffd", "\U0001f600", "\U0001f601", "\U0001f800"];
        string[] keys = [.. ends.Select(end => prefix + end).Concat(ends.Select(end => first + end)).Concat(["zz", " "]).Distinct()];
        foreach (string key in keys)
        {
            await Store.InsertAsync("p", key, "{}");
        }

        (await KeysAsync("p", prefix)).ShouldBe(keys.Where(k => k.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task More_documents_than_one_page_are_listed_in_order()
    {
        string[] keys = [.. Enumerable.Range(0, MoreThanTwoPages).Select(i => $"vm-{i:d4}")];
        await Parallel.ForEachAsync(keys.Reverse(), async (key, end) => await Store.InsertAsync("vms", key, $"\"{key}\"", end));
        await Store.InsertAsync("vms", "vm", "{}");
        await Store.InsertAsync("vms", "vn", "{}");
        List<string> contents = [];
        await foreach (Document document in Store.ListAsync("vms", "vm-"))
        {
            contents.Add(document.Json);
        }

        contents.ShouldBe(keys.Select(key => $"\"{key}\""));
    }

    [Fact]
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
}
