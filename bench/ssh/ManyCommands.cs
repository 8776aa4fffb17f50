using System.Diagnostics;
using System.Globalization;
using GlusterDr.Remote;
using GlusterDr.Remote.OpenSsh;
using GlusterDr.Sites;
using GlusterDr.TestKit.Remote;

namespace GlusterDr.SshBench;

/// <summary>Runs many commands at once, and measures from before the first connection to the last answer.</summary>
internal static class ManyCommands
{
    private const int Rounds = 3;

    private static readonly string[] s_logins = ["empty", "slow"];
    private static readonly string[] s_processors = ["idle", "busy"];
    private static readonly string[] s_counts = ["50", "200"];

    /// <summary>The words that select rows.</summary>
    public static IEnumerable<string> Words => [.. s_logins, .. s_processors, .. s_counts];

    /// <summary>Measures all rows, or those that the words select: for each column the named values, or all if none is named.</summary>
    public static async Task MeasureAsync(IReadOnlyCollection<string> words)
    {
        Console.WriteLine($"Seconds for so many commands at once, the median of {Rounds}; all answers are compared.\n");
        Console.WriteLine("| .bashrc | processors | commands | OpenSSH | SSH.NET | ratio |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (string login in Named(s_logins, words))
        {
            foreach (string processors in Named(s_processors, words))
            {
                foreach (string count in Named(s_counts, words))
                {
                    await MeasureAsync(login == "slow" ? SshdOptions.SlowLogin : "", processors == "busy", int.Parse(count, CultureInfo.InvariantCulture));
                }
            }
        }

        Console.WriteLine();
    }

    private static IEnumerable<string> Named(string[] all, IReadOnlyCollection<string> words) =>
        all.Intersect(words).Any() ? all.Intersect(words) : all;

    private static async Task MeasureAsync(string login, bool busy, int count)
    {
        using BusyProcessors? load = busy ? new BusyProcessors() : null;
        using Sshd sshd = await Sshd.StartAsync(new SshdOptions { LoginScript = login });
        List<double> open = [];
        List<double> net = [];
        for (int round = 0; round < Rounds; round++)
        {
            await using (OpenSshRunner runner = Runners.OpenSsh())
            {
                open.Add(await TimeAsync(runner, Runners.ForOpenSsh(sshd), count));
            }

            await using (var runner = Runners.SshNet())
            {
                net.Add(await TimeAsync(runner, sshd.Host(), count));
            }
        }

        (double a, double b) = (Median(open), Median(net));
        Console.WriteLine($"| {(login.Length == 0 ? "empty" : "slow")} | {(busy ? "busy" : "idle")} | {count} | {a:0.00} | {b:0.00} | {b / a:0.00} |");
    }

    private static async Task<double> TimeAsync(IRemoteRunner runner, RemoteHost host, int count)
    {
        Stopwatch watch = Stopwatch.StartNew();
        RemoteResult[] results = await Task.WhenAll(Enumerable.Range(0, count).Select(i =>
            runner.RunAsync(host, new RemoteCommand(["echo", $"{i}"], TimeSpan.FromMinutes(5)))));
        double seconds = watch.Elapsed.TotalSeconds;
        if (!results.Select(r => r.StandardOutput).SequenceEqual(Enumerable.Range(0, count).Select(i => $"{i}\n")))
        {
            throw new InvalidOperationException("Not every command gave its own answer.");
        }

        return seconds;
    }

    private static double Median(List<double> all) => all.Order().ElementAt(all.Count / 2);
}
