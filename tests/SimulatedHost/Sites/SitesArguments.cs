using System.Globalization;
using GlusterDr.Simulators;

namespace GlusterDr.SimulatedSites;

/// <summary>The command line.</summary>
internal sealed record SitesArguments
{
    public const string Usage = """
        glusterdr-simulated-sites --socket PATH [--scenario two-sites|three-sites|distributed|ovirt] [--machines N] [--speed N] [--dead-feeds N] [--latency "KIND=SECONDS" ...] [--engine-port N] [--engine WHAT=NUMBER ...]
            Simulates sites until it is ended, and prints the policy for them. --speed: how many seconds pass in a real one;
            --dead-feeds: how likely a registration's live feed is dead, 0 to 1. --latency: how long commands of a kind take, as
            "virsh snapshot-create-as=1"; of several that fit, the longest kind counts. ovirt: an engine manages the machines,
            by https on a port of this machine; its authority and its password are put beside the socket. --engine: snapshot and
            merge, how many seconds one takes; at-once, how many snapshots are taken at once before more are refused.
        glusterdr-simulated-sites --socket PATH --ask WHAT [ARGUMENT ...]
            Has something happen to them, or asks for a report; `--ask help` lists what may be asked.
        """;

    public string Socket { get; private init; } = "";

    public string Scenario { get; private init; } = "two-sites";

    public int Machines { get; private init; } = 3;

    public double Speed { get; private init; } = 1;

    public double DeadFeeds { get; private init; }

    public IReadOnlyList<(string Kind, double Seconds)> Latencies { get; private init; } = [];

    public int EnginePort { get; private init; }

    public EngineOptions Engine { get; private init; } = new();

    public string? Ask { get; private init; }

    public IReadOnlyList<string> AskArguments { get; private init; } = [];

    /// <summary>Parses the command line. Null: it is invalid.</summary>
    public static SitesArguments? Read(string[] args)
    {
        SitesArguments read = new();
        for (int i = 0; i < args.Length; i += 2)
        {
            if (i + 1 >= args.Length)
            {
                return null;
            }

            string value = args[i + 1];
            switch (args[i])
            {
                case "--socket":
                    read = read with { Socket = value };
                    break;
                case "--scenario":
                    read = read with { Scenario = value };
                    break;
                case "--machines" when int.TryParse(value, out int machines):
                    read = read with { Machines = machines };
                    break;
                case "--speed" when Number(value) is { } speed and > 0:
                    read = read with { Speed = speed };
                    break;
                case "--dead-feeds" when Number(value) is { } share:
                    read = read with { DeadFeeds = share };
                    break;
                case "--latency" when value.Split('=') is [var kind, var seconds] && Number(seconds) is { } time and >= 0:
                    read = read with { Latencies = [.. read.Latencies, (kind, time)] };
                    break;
                case "--engine-port" when ushort.TryParse(value, out ushort port):
                    read = read with { EnginePort = port };
                    break;
                case "--engine" when value.Split('=') is [var what, var amount] && Number(amount) is { } number and >= 0 && With(read.Engine, what, number) is { } engine:
                    read = read with { Engine = engine };
                    break;
                case "--ask":
                    return read.Socket.Length > 0 ? read with { Ask = value, AskArguments = args[(i + 2)..] } : null;
                default:
                    return null;
            }
        }

        return read.Socket.Length > 0 ? read : null;
    }

    private static EngineOptions? With(EngineOptions engine, string what, double number) => what switch
    {
        "snapshot" => engine with { SnapshotTime = TimeSpan.FromSeconds(number) },
        "merge" => engine with { MergeTime = TimeSpan.FromSeconds(number) },
        "at-once" => engine with { SnapshotsAtOnce = (int)number },
        _ => null,
    };

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;
}
