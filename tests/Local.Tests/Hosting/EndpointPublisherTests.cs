using GlusterDr.Local.Hosting;
using GlusterDr.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlusterDr.Tests.Local.Hosting;

/// <summary>A host on a full disk works, and can be found as soon as the disk has space.</summary>
public sealed class EndpointPublisherTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly HostEndpoint _endpoint = new(new Uri("http://127.0.0.1:9"), "token", 1);
    private bool _isFull = true;

    [Fact]
    public void What_does_not_fit_is_written_when_there_is_room_and_taken_back_at_the_end()
    {
        using (EndpointPublisher publisher = new(_directory.Path, _endpoint, _time, NullLogger.Instance) { TryWrite = TryWrite })
        {
            publisher.Publish();
            _time.Advance(EndpointPublisher.Pause);
            EndpointFile.Read(_directory.Path).ShouldBeNull();

            _isFull = false;
            _time.Advance(EndpointPublisher.Pause);
            EndpointFile.Read(_directory.Path).ShouldBe(_endpoint);
        }

        EndpointFile.Read(_directory.Path).ShouldBeNull();
    }

    [Fact]
    public void A_host_that_has_ended_publishes_nothing_more()
    {
        EndpointPublisher publisher = new(_directory.Path, _endpoint, _time, NullLogger.Instance) { TryWrite = TryWrite };
        publisher.Publish();
        publisher.Dispose();

        _isFull = false;
        _time.Advance(EndpointPublisher.Pause);
        EndpointFile.Read(_directory.Path).ShouldBeNull();
    }

    public void Dispose() => _directory.Dispose();

    private bool TryWrite(string directory, HostEndpoint endpoint) => !_isFull && EndpointFile.TryWrite(directory, endpoint);
}
