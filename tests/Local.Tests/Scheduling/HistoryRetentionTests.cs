using GlusterDr.Scheduling;
using GlusterDr.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlusterDr.Tests.Local.Scheduling;

public sealed class HistoryRetentionTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly RecordingClient _client = new();
    private readonly HistoryRetention _sut;

    public HistoryRetentionTests() => _sut = new(_client, _time, NullLogger<HistoryRetention>.Instance);

    [Fact]
    public async Task What_is_older_than_thirty_days_is_forgotten_once_a_day()
    {
        await _sut.ApplyIfDueAsync(default);
        _time.Advance(HistoryRetention.Period - TimeSpan.FromSeconds(1));
        await _sut.ApplyIfDueAsync(default);
        _time.Advance(TimeSpan.FromSeconds(1));
        await _sut.ApplyIfDueAsync(default);

        DateTimeOffset first = new(2026, 1, 30, 12, 0, 0, TimeSpan.Zero);
        _client.Purged.ShouldBe([first, first + HistoryRetention.Period]);
    }

    [Fact]
    public async Task A_failed_purge_is_retried_a_day_later_and_blocks_nothing()
    {
        _client.PurgeFailure = new IOException("disk");
        await _sut.ApplyIfDueAsync(default);
        _client.PurgeFailure = null;
        _time.Advance(HistoryRetention.Period);
        await _sut.ApplyIfDueAsync(default);

        _client.Purged.Count.ShouldBe(2);
    }
}
