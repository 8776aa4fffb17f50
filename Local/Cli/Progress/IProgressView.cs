using GlusterDr.Api.Runs;
using GlusterDr.Local.Api;

namespace GlusterDr.Local.Cli.Progress;

/// <summary>Shows a run on stderr while it is at work.</summary>
internal interface IProgressView : IAsyncDisposable
{
    /// <summary>The run has changed.</summary>
    void Show(RunCatalog.Update update);

    /// <summary>A word aside.</summary>
    void Say(string text);
}
