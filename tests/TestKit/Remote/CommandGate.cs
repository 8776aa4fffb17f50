using System.Diagnostics;

namespace GlusterDr.TestKit.Remote;

/// <summary>Blocks commands, or login shells, until a test lets them continue.</summary>
public sealed class CommandGate : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("gdr-gate-");
    private readonly FileStream _gate;
    private readonly FileStream _arrivals;

    /// <param name="count">How many commands are expected.</param>
    public CommandGate(int count = 1)
    {
        using (Process make = Process.Start("mkfifo", [Arrivals, Gate]))
        {
            make.WaitForExit();
        }

        // Opened for reading and writing, so that no end of file occurs between two commands.
        _gate = new FileStream(Gate, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        _arrivals = new FileStream(Arrivals, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        Arrived = Task.Factory.StartNew(() => Await(count), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Completes when all expected commands have arrived.</summary>
    public Task Arrived { get; }

    /// <summary>A line of shell: it reports its arrival, and continues when the gate is open.</summary>
    public string Line => $"exec 4<{Gate}; printf . >{Arrivals}; cat <&4";

    private string Arrivals => Path.Combine(_directory.FullName, "arrivals");

    private string Gate => Path.Combine(_directory.FullName, "gate");

    /// <summary>Lets all commands continue, also those that arrive later.</summary>
    public void Open()
    {
        File.Delete(Gate);
        File.WriteAllText(Gate, "");
        _gate.Dispose();
    }

    /// <summary>Opens the gate as soon as all expected commands have arrived.</summary>
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
