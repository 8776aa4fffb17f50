using System.Diagnostics;

namespace GlusterDr.Tests.Functions.Remote;

/// <summary>Lets commands go on once all of them have arrived.</summary>
internal sealed class CommandBarrier : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("gdr-barrier-");

    public CommandBarrier(int count)
    {
        using Process make = Process.Start("mkfifo", [Arrivals, Gate]);
        make.WaitForExit();
        Task.Factory.StartNew(() => Open(count), TaskCreationOptions.LongRunning);
    }

    /// <summary>A pipe to which each writes a line.</summary>
    public string Arrivals => Path.Combine(_directory.FullName, "arrivals");

    /// <summary>A pipe that each then reads to its end.</summary>
    public string Gate => Path.Combine(_directory.FullName, "gate");

    public void Dispose() => _directory.Delete(recursive: true);

    private void Open(int count)
    {
        // Opened for both, so that it does not end between two who write, and the gate is there for all until it closes.
        using FileStream arrivals = new(Arrivals, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        using StreamReader reader = new(arrivals);
        using FileStream gate = new(Gate, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        for (int i = 0; i < count; i++)
        {
            reader.ReadLine();
        }
    }
}
