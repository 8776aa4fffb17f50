using System.Diagnostics;
using System.Text.Json;
using GlusterDr.RecoveryPoints;
using GlusterDr.TestKit;

namespace GlusterDr.Tests.Lab;

/// <summary>The command as users run it, with its own data directory.</summary>
internal sealed class GlusterDrCli : IDisposable
{
    public static readonly TimeSpan Bound = TimeSpan.FromMinutes(20);

    public string DataDirectory { get; } = Directory.CreateTempSubdirectory("glusterdr-lab-").FullName;

    public void Dispose() => Directory.Delete(DataDirectory, recursive: true);

    public Task<ShellResult> RunAsync(params string[] arguments) => Shell.RunAsync(Bound, Command(arguments));

    public Process Start(params string[] arguments) => Shell.Start(Command(arguments));

    /// <summary>Stores the lab's policy, made by <c>lab/policy</c> with these arguments.</summary>
    public Task ApplyAsync(params string[] policyArguments) => ApplyWithAsync("", policyArguments);

    /// <summary>Stores the lab's policy with more YAML at its end.</summary>
    public async Task ApplyWithAsync(string more, params string[] policyArguments)
    {
        ShellResult policy = await Shell.RunAsync(Bound, [Repository.At("lab", "policy"), .. policyArguments]);
        await ApplyTextAsync(policy.ShouldSucceed().Output + more);
    }

    /// <summary>Stores another policy.</summary>
    public async Task ApplyTextAsync(string yaml)
    {
        string file = Path.Combine(DataDirectory, "policy.yaml");
        await File.WriteAllTextAsync(file, yaml);
        (await RunAsync("apply", "-f", file)).ShouldSucceed();
    }

    /// <summary>Runs a policy to its end. Returns the report and the exit code.</summary>
    public async Task<SyncOutcome> SyncAsync(string policy = "lab") => SyncOutcome.Of(await RunAsync("sync", policy, "--output", "json"));

    /// <summary>The recovery points of a run.</summary>
    public async Task<IReadOnlyList<RecoveryPoint>> PointsAsync(string run)
    {
        ShellResult points = (await RunAsync("points", "--output", "json")).ShouldSucceed();
        return [.. JsonSerializer.Deserialize<RecoveryPoint[]>(points.Output, DrJson.Options)!.Where(p => p.RunId == run)];
    }

    private string[] Command(string[] arguments) => [Repository.GlusterDr, "--data-dir", DataDirectory, .. arguments];
}
