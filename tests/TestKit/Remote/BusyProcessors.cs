using System.Diagnostics;
using System.Globalization;

namespace GlusterDr.TestKit.Remote;

/// <summary>Keeps all processors of this machine busy until it is disposed: it starts two busy processes per processor.</summary>
public sealed class BusyProcessors : IDisposable
{
    private readonly Process[] _all = [.. Enumerable.Range(0, 2 * Count()).Select(_ => Start())];

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

    // Environment.ProcessorCount cannot be used: DOTNET_PROCESSOR_COUNT overrides it, and the tests of Functions set that to 16.
    private static int Count()
    {
        using Process nproc = Process.Start(new ProcessStartInfo("nproc") { RedirectStandardOutput = true })!;
        return int.Parse(nproc.StandardOutput.ReadToEnd(), CultureInfo.InvariantCulture);
    }

    // It ends by itself when this process is killed, because then its input ends.
    private static Process Start() => Process.Start(new ProcessStartInfo("bash", ["-c", "until read -r -t 0; do for ((i = 0; i < 100000; i++)); do :; done; done"])
    {
        RedirectStandardInput = true,
    })!;
}
