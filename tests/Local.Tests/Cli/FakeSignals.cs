using GlusterDr.Local.Cli;

namespace GlusterDr.Tests.Local.Cli;

/// <summary>Ctrl-C, when a test says so.</summary>
internal sealed class FakeSignals : IStopSignals
{
    private readonly TaskCompletionSource _handled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Action? _onSignal;

    /// <summary>Returns when a command handles signals.</summary>
    public Task WhenHandled => _handled.Task;

    public void Press() => _onSignal!();

    public IDisposable Handle(Action onSignal)
    {
        _onSignal = onSignal;
        _handled.TrySetResult();
        return new MemoryStream();
    }
}
