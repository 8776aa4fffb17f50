namespace GlusterDr.Simulators;

/// <summary>A brick of a simulated volume.</summary>
public sealed class SimulatedBrick
{
    internal SimulatedBrick(SimulatedNode node, string path, int pid, DateTimeOffset started)
    {
        Node = node;
        Path = path;
        Pid = pid;
        ProcessStarted = started;
    }

    /// <summary>The node that it is on.</summary>
    public SimulatedNode Node { get; }

    /// <summary>Its directory there.</summary>
    public string Path { get; }

    /// <summary>Its process.</summary>
    public int Pid { get; internal set; }

    /// <summary>When its process started.</summary>
    public DateTimeOffset ProcessStarted { get; internal set; }

    /// <summary>Whether its process was killed and not started again.</summary>
    public bool Killed { get; internal set; }

    /// <summary>The port that it listens on.</summary>
    public int Port => 49152 + (Pid % 10000);

    /// <summary>As Gluster names it.</summary>
    public override string ToString() => $"{Node.Name}:{Path}";
}
