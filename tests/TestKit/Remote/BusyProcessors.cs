using System.Diagnostics;
using System.Globalization;

namespace GlusterDr.TestKit.Remote;

/// <summary>Keeps all processors of this machine busy until it is disposed, with twice as much work as there are processors.</summary>
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

    // Environment.ProcessorCount is what DOTNET_PROCESSOR_COUNT says where that is set, as for the tests of Functions: 16 on any machine.
    private static int Count()
    {
        using Process nproc = Process.Start(new ProcessStartInfo("nproc") { RedirectStandardOutput = true })!;
        return int.Parse(nproc.StandardOutput.ReadToEnd(), CultureInfo.InvariantCulture);
    }

    // Ends by itself when this process was killed: then nothing holds the other end of its input any more.
    private static Process Start() => Process.Start(new ProcessStartInfo("bash", ["-c", "until read -r -t 0; do for ((i = 0; i < 100000; i++)); do :; done; done"])
    {
        RedirectStandardInput = true,
    })!;
}
