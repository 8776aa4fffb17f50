using GlusterDr.Gluster.Events;
using GlusterDr.Local.Store;
using GlusterDr.Store;
using GlusterDr.TestKit;

namespace GlusterDr.Tests.Local.Api;

public sealed class NodeEventStoreTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly SqliteDatabase _database;
    private readonly SqliteDocumentStore _store;
    private readonly NodeEventStore _sut;

    public NodeEventStoreTests()
    {
        _database = SqliteDatabase.Open(_directory.File("test.db"));
        _store = new(_database);
        _sut = new(_store, new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)));
    }

    public void Dispose()
    {
        _database.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Ids_that_somebody_makes_up_do_not_fill_the_store()
    {
        string known = Guid.NewGuid().ToString();
        await _sut.RecordAsync(known, "GEOREP_ACTIVE", null, default);
        for (int i = 0; i < 1100; i++)
        {
            await _sut.RecordAsync(Guid.NewGuid().ToString(), "GEOREP_ACTIVE", null, default);
        }

        await _sut.RecordAsync(known, "TIER_RESUME", "test1", default);

        int rows = 0;
        await foreach (Document _ in _store.ListAsync("event-sightings"))
        {
            rows++;
        }

        rows.ShouldBe(1000);
        (await _sut.FindAsync(known, default))!.TestId.ShouldBe("test1");
    }

    [Fact]
    public async Task What_is_no_uuid_is_no_node()
    {
        await _sut.RecordAsync("../runs", "GEOREP_ACTIVE", "test1", default);

        (await _sut.FindAsync("../runs", default)).ShouldBeNull();
    }
}
