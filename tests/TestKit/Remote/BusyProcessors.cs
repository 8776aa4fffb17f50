using System.Diagnostics;

namespace GlusterDr.TestKit.Remote;

/// <summary>Keeps all processors of this machine busy until it is disposed, with more work than there are processors.</summary>
public sealed class BusyProcessors : IDisposable
{
    private readonly Process[] _all = [.. Enumerable.Range(0, 2 * Environment.ProcessorCount).Select(_ => Start())];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Process process in _all)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
    }

    // Ends by itself when this process was killed: then nothing holds the other end of its input any more.
    private static Process Start() => Process.Start(new ProcessStartInfo("bash", ["-c", "until read -r -t 0; do for ((i = 0; i < 100000; i++)); do :; done; done"])
    {
        RedirectStandardInput = true,
    })!;
}
