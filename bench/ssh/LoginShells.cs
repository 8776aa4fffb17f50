using System.Diagnostics;
using GlusterDr.Remote;
using GlusterDr.Remote.OpenSsh;
using GlusterDr.Sites;
using GlusterDr.TestKit.Remote;

namespace GlusterDr.SshBench;

/// <summary>Runs commands one after the other on an open connection, so that only the session, the login shell and the command are measured.</summary>
internal static class LoginShells
{
    private const int Count = 20;

    public static async Task MeasureAsync()
    {
        string own = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".bashrc");
        Console.WriteLine($"Milliseconds a command (true), the mean of {Count} one after the other on one connection.\n");
        Console.WriteLine("| .bashrc | OpenSSH | SSH.NET |");
        Console.WriteLine("|---|---|---|");
        await MeasureAsync("empty", "");
        await MeasureAsync("slow", SshdOptions.SlowLogin);
        if (File.Exists(own))
        {
            await MeasureAsync("this machine's own", $"HOME={Path.GetDirectoryName(own)}; . {own}");
        }

        Console.WriteLine();
    }

    private static async Task MeasureAsync(string name, string login)
    {
        using Sshd sshd = await Sshd.StartAsync(new SshdOptions { LoginScript = login });
        await using OpenSshRunner open = Runners.OpenSsh();
        await using var net = Runners.SshNet();
        double a = await TimeAsync(open, Runners.ForOpenSsh(sshd));
        double b = await TimeAsync(net, sshd.Host());
        int expected = 2 * (Count + 1);
        string shells = sshd.LoginShells == expected ? "" : $"; {sshd.LoginShells} login shells for {expected} commands";
        Console.WriteLine($"| {name} | {a:0} | {b:0} |{shells}");
    }

    private static async Task<double> TimeAsync(IRemoteRunner runner, RemoteHost host)
    {
        RemoteCommand command = new(["true"], TimeSpan.FromMinutes(5));
        await runner.RunAsync(host, command);
        Stopwatch watch = Stopwatch.StartNew();
        for (int i = 0; i < Count; i++)
        {
            await runner.RunAsync(host, command);
        }

        return watch.Elapsed.TotalMilliseconds / Count;
    }
}
