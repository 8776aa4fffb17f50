using Microsoft.Extensions.Logging;

namespace GlusterDr.Local.Hosting;

/// <summary>Keeps the endpoint file while the host runs. If the disk is full, the file is written as soon as there is space.</summary>
internal sealed class EndpointPublisher(string directory, HostEndpoint endpoint, TimeProvider time, ILogger logger) : IDisposable
{
    /// <summary>The wait between two attempts.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private ITimer? _again;
    private bool _isOver;

    /// <summary>Writes the file; false: the disk is full.</summary>
    public Func<string, HostEndpoint, bool> TryWrite { get; init; } = EndpointFile.TryWrite;

    /// <summary>Writes the file, now or later.</summary>
    public void Publish()
    {
        if (!TryWrite(directory, endpoint))
        {
            HostLog.NotPublished(logger, directory, Pause);
            _again = time.CreateTimer(_ => TryAgain(), null, Pause, Pause);
        }
    }

    /// <summary>Deletes the file.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (!_isOver)
            {
                _isOver = true;
                _again?.Dispose();
                EndpointFile.Delete(directory);
            }
        }
    }

    private void TryAgain()
    {
        lock (_gate)
        {
            if (_isOver)
            {
                return;
            }

            try
            {
                if (TryWrite(directory, endpoint))
                {
                    HostLog.Published(logger, directory);
                    _again?.Dispose();
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                HostLog.PublishFailed(logger, directory, e);
            }
        }
    }
}
