using GlusterDr.Store;

namespace GlusterDr.Tests.Shared.Model.Store;

public sealed class DocumentUpdatesTests
{
    private readonly RacingStore _store = new();

    [Fact]
    public async Task Another_writers_change_is_kept()
    {
        await AddAsync("first");
        _store.Before = () => AddAsync("other");

        IReadOnlyList<string>? after = await AddAsync("mine");

        after.ShouldBe(["first", "other", "mine"]);
    }

    [Fact]
    public async Task Of_two_that_insert_at_once_both_changes_are_kept()
    {
        _store.Before = () => AddAsync("other");

        (await AddAsync("mine")).ShouldBe(["other", "mine"]);
    }

    [Fact]
    public async Task Nothing_is_written_where_nothing_changes()
    {
        await AddAsync("first");
        string etag = (await _store.GetAsync("p", "k"))!.ETag;

        (await _store.UpdateAsync<List<string>>("p", "k", names => names, default)).ShouldBe(["first"]);
        (await _store.UpdateAsync<List<string>>("p", "missing", names => names, default)).ShouldBeNull();

        (await _store.GetAsync("p", "k"))!.ETag.ShouldBe(etag);
        (await _store.GetAsync("p", "missing")).ShouldBeNull();
    }

    private async Task<IReadOnlyList<string>?> AddAsync(string name) =>
        await _store.UpdateAsync<List<string>>("p", "k", names => [.. names ?? [], name], default);
}
