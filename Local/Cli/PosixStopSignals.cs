using System.Runtime.InteropServices;

namespace GlusterDr.Local.Cli;

/// <summary>SIGINT, SIGTERM and SIGHUP of this process.</summary>
internal sealed class PosixStopSignals : IStopSignals
{
    public IDisposable Handle(Action onSignal) => new Handling(onSignal);

    private sealed class Handling : IDisposable
    {
        private readonly PosixSignalRegistration[] _registrations;

        public Handling(Action onSignal) => _registrations =
            [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(s => PosixSignalRegistration.Create(s, context =>
            {
                context.Cancel = true;
                onSignal();
            }))];

        public void Dispose() => Array.ForEach(_registrations, r => r.Dispose());
    }
}
