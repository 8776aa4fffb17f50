using System.Diagnostics;
using System.Globalization;
using GlusterDr.Durable;
using Spectre.Console;

namespace GlusterDr.Bench;

/// <summary>Measures the embedded engine's throughput with every step on disk, and its restart time after a kill.</summary>
internal static class EngineBench
{
    public static async Task RunAsync(string directory)
    {
        AnsiConsole.Profile.Width = 160;
        AnsiConsole.Profile.Capabilities.Ansi = false;
        // Memory is measured first, because a process does not release all memory that it once used.
        await MemoryAsync(directory);
        await WarmUpAsync(directory);
        await StepsAsync(directory);
        await ResumeAsync(directory);
    }

    private static async Task WarmUpAsync(string directory)
    {
        for (int i = 0; i < 3; i++)
        {
            await using EngineBenchHost host = await EngineBenchHost.StartAsync(directory);
            await host.RunAsync(nameof(EngineBenchSequence), 500, 1);
            await host.RunAsync(nameof(EngineBenchFanOut), 500, 1);
            await host.RestartAsync();
        }
    }

    private static async Task StepsAsync(string directory)
    {
        Table table = Table("Durable steps (an activity asked for, run and answered; both on disk)",
            "what", "steps", "seconds", "steps/s", "commits", "steps/commit");
        table.AddRow(["a bare 4 KB append and its fsync", .. Numbers(2000, DiskBaseline(directory, 2000), 2000)]);
        await AddAsync(table, directory, "one run, in sequence", nameof(EngineBenchSequence), 5_000, 1);
        await AddAsync(table, directory, "100 runs at once, each in sequence", nameof(EngineBenchSequence), 200, 100);
        await AddAsync(table, directory, "one run, fan-out of 1,000", nameof(EngineBenchFanOut), 1_000, 1);
        await AddAsync(table, directory, "one run, fan-out of 10,000", nameof(EngineBenchFanOut), 10_000, 1);
        AnsiConsole.Write(table);
    }

    private static async Task AddAsync(Table table, string directory, string what, string workflow, int steps, int runs)
    {
        await using EngineBenchHost host = await EngineBenchHost.StartAsync(directory);
        int before = host.Commits;
        Stopwatch watch = Stopwatch.StartNew();
        await host.RunAsync(workflow, steps, runs);
        table.AddRow([what, .. Numbers(steps * runs, watch.Elapsed, host.Commits - before)]);
    }

    private static async Task ResumeAsync(string directory)
    {
        Table table = Table("Back after a kill (open the database, read the history, run the workflow again to where it stood)",
            "steps so far", "milliseconds", "microseconds/step");
        foreach (int steps in new[] { 100, 1_000, 10_000, 100_000 })
        {
            await using EngineBenchHost host = await EngineBenchHost.StartAsync(directory);
            await host.StartWaitingAsync(steps);
            TimeSpan[] times = new TimeSpan[5];
            for (int i = 0; i < times.Length; i++)
            {
                times[i] = await host.RestartAsync();
            }

            Array.Sort(times);
            TimeSpan median = times[times.Length / 2];
            table.AddRow(Text(steps), Text(median.TotalMilliseconds), Text(median.TotalMicroseconds / steps));
        }

        AnsiConsole.Write(table);
    }

    private static async Task MemoryAsync(string directory)
    {
        Table table = Table("Memory", "what", "peak of the process, MB", "managed heap after, MB", "database, MB");
        await AddMemoryAsync(table, directory, "an engine at rest", 0, 0);
        await AddMemoryAsync(table, directory, "fan-out of 1,000, small results", 1_000, 0);
        await AddMemoryAsync(table, directory, "fan-out of 10,000, small results", 10_000, 0);
        await AddMemoryAsync(table, directory, "fan-out of 1,000, results of 64 KB, all kept by the workflow", 1_000, 64 * 1024);
        AnsiConsole.Write(table);
    }

    private static async Task AddMemoryAsync(Table table, string directory, string what, int width, int size)
    {
        await using EngineBenchHost host = await EngineBenchHost.StartAsync(directory);
        GC.Collect();
        ResetPeak();
        if (width > 0)
        {
            await host.RunLargeAsync(width, size);
        }

        double peak = Peak();
        double heap = GC.GetTotalMemory(forceFullCollection: true) / 1e6;
        table.AddRow(what, Text(peak), Text(heap), Text(host.DatabaseSize / 1e6));
    }

    private static TimeSpan DiskBaseline(string directory, int count)
    {
        string path = Path.Combine(directory, $"bench-{Guid.NewGuid():n}");
        byte[] page = new byte[4096];
        using FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.None, 0, FileOptions.DeleteOnClose);
        Stopwatch watch = Stopwatch.StartNew();
        for (int i = 0; i < count; i++)
        {
            file.Write(page);
            file.Flush(flushToDisk: true);
        }

        return watch.Elapsed;
    }

    // Linux records a process's peak memory, and resets it on request.
    private static void ResetPeak()
    {
        if (OperatingSystem.IsLinux())
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
    }

    private static double Peak()
    {
        using Process self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64 / 1e6;
    }

    private static Table Table(string title, params string[] columns)
    {
        Table table = new Table().Title(title).Border(TableBorder.Markdown);
        foreach (string column in columns)
        {
            table.AddColumn(new TableColumn(column) { Alignment = column == "what" ? Justify.Left : Justify.Right });
        }

        return table;
    }

    private static string[] Numbers(int steps, TimeSpan time, int commits) =>
        [Text(steps), Text(time.TotalSeconds), Text(steps / time.TotalSeconds), Text(commits), Text((double)steps / commits)];

    private static string Text(double number) => number.ToString(number < 100 ? "0.##" : "#,0", CultureInfo.InvariantCulture);
}
