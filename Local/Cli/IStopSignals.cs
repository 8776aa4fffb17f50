namespace GlusterDr.Local.Cli;

/// <summary>Ctrl-C and its relatives.</summary>
internal interface IStopSignals
{
    /// <summary>Until it is disposed, a signal calls this instead of ending the process.</summary>
    IDisposable Handle(Action onSignal);
}
