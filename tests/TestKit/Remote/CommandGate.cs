using System.Diagnostics;

namespace GlusterDr.TestKit.Remote;

/// <summary>Holds commands, or login shells, until a test lets them go on.</summary>
public sealed class CommandGate : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("gdr-gate-");
    private readonly FileStream _gate;
    private readonly FileStream _arrivals;

    /// <param name="count">How many are expected.</param>
    public CommandGate(int count = 1)
    {
        using (Process make = Process.Start("mkfifo", [Arrivals, Gate]))
        {
            make.WaitForExit();
        }

        // Opened for both, so that neither ends between two who use it.
        _gate = new FileStream(Gate, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        _arrivals = new FileStream(Arrivals, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        Arrived = Task.Factory.StartNew(() => Await(count), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Done when all have arrived.</summary>
    public Task Arrived { get; }

    /// <summary>A line for a shell that arrives, and goes on when the gate is open.</summary>
    public string Line => $"exec 4<{Gate}; printf . >{Arrivals}; cat <&4";

    private string Arrivals => Path.Combine(_directory.FullName, "arrivals");

    private string Gate => Path.Combine(_directory.FullName, "gate");

    /// <summary>Lets all go on, also those that come later.</summary>
    public void Open()
    {
        File.Delete(Gate);
        File.WriteAllText(Gate, "");
        _gate.Dispose();
    }

    /// <summary>Opens it as soon as all have arrived.</summary>
    public async Task OpenWhenAllArrivedAsync()
    {
        await Arrived;
        Open();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _gate.Dispose();
        _arrivals.Dispose();
        _directory.Delete(recursive: true);
    }

    private void Await(int count)
    {
        for (int i = 0; i < count && _arrivals.ReadByte() >= 0; i++)
        {
        }
    }
}
