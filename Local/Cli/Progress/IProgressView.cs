using GlusterDr.Api.Runs;
using GlusterDr.Local.Api;

namespace GlusterDr.Local.Cli.Progress;

/// <summary>Shows the progress of a run on stderr.</summary>
internal interface IProgressView : IAsyncDisposable
{
    /// <summary>The run has changed.</summary>
    void Show(RunCatalog.Update update);

    /// <summary>Prints a message.</summary>
    void Say(string text);
}
