namespace GlusterDr.Local.Cli;

/// <summary>The signals that stop the process, such as Ctrl-C.</summary>
internal interface IStopSignals
{
    /// <summary>Until it is disposed, a signal calls this instead of ending the process.</summary>
    IDisposable Handle(Action onSignal);
}
