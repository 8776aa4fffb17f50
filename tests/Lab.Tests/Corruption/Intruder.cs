using System.Text.Json;
using GlusterDr.TestKit;

namespace GlusterDr.Tests.Lab.Corruption;

/// <summary>Makes blocks bad at the secondary, and reads them back.</summary>
internal static class Intruder
{
    private const string Node = "s1";
    private const string Volume = "gv2";
    private static readonly TimeSpan s_bound = TimeSpan.FromMinutes(6);

    /// <summary>The shards of an image that have data at the secondary, with how many bytes each has.</summary>
    public static async Task<IReadOnlyList<(long Number, long Bytes)>> ShardsAsync(string image)
    {
        ShellResult list = (await CorruptAsync("list", Volume, image)).ShouldSucceed();
        return [.. JsonSerializer.Deserialize<JsonElement>(list.Output).EnumerateArray()
            .Select(p => (p.GetProperty("number").GetInt64(), p.GetProperty("bytes").GetInt64()))
            .Where(p => p.Item2 >= Trial.Block)];
    }

    /// <summary>Makes the trial's block bad. Returns the md5 of what is there now.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="carried">The md5 of the shard that is waited for, where the trial waits.</param>
    public static async Task<string> CorruptAsync(Trial trial, string? carried)
    {
        string[] once = trial.Way == Way.BrickOnceCarried ? ["--once", carried!] : [];
        ShellResult done = await CorruptAsync([trial.Way == Way.Mount ? "mount" : "brick", Volume, trial.Image, $"{trial.Offset}", .. once]);
        return done.ShouldSucceed().Output.Trim();
    }

    /// <summary>The md5 of each trial's block as a fresh mount of a site shows it.</summary>
    public static async Task<string[]> ReadAsync(string node, IReadOnlyList<Trial> trials)
    {
        const string script = "set -e; while [ $# -gt 0 ]; do dd if=\"$1\" bs=4096 skip=\"$2\" count=1 status=none | md5sum; shift 2; done";
        ShellResult read = await LabSites.AtAsync(
            node, ["sh", "-c", script, "sh", .. trials.SelectMany(t => new[] { t.Image, $"{t.Offset / Trial.Block}" })]);
        return [.. read.ShouldSucceed().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0])];
    }

    private static Task<ShellResult> CorruptAsync(params string[] arguments) =>
        Shell.RunAsync(s_bound, [Repository.At("lab", "on"), Node, Repository.At("lab", "corrupt"), .. arguments]);
}
