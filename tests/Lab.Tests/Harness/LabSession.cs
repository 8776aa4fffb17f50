using System.Text.Json;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Control;
using GlusterDr.Sessions.Options;
using GlusterDr.TestKit;

namespace GlusterDr.Tests.Lab;

/// <summary>The lab's session, through <c>glusterdr session</c>.</summary>
internal sealed class LabSession(GlusterDrCli cli)
{
    public const string Name = "p1/gv1/s1::gv2";

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(300);

    /// <summary>How the nodes are reached; of no policy that carries through the session.</summary>
    public static async Task<LabSession> OfNobodyAsync(GlusterDrCli cli)
    {
        string yaml = (await Shell.RunAsync(Bound, Repository.At("lab", "policy"), "--name", "reach")).ShouldSucceed().Output;
        yaml.ShouldContain("volume: gv1\ndest");
        await cli.ApplyTextAsync(yaml.Replace("volume: gv1\ndest", "volume: other\ndest", StringComparison.Ordinal));
        await cli.RunAsync("delete", "lab");
        LabSession session = new(cli);
        await session.RunAsync("stop", "--force");
        return session;
    }

    public Task<ShellResult> RunAsync(string command, params string[] more) => cli.RunAsync(["session", .. command.Split(' '), Name, .. more]);

    public async Task<SessionOutcome> DoAsync(int exitCode, string command, params string[] more)
    {
        ShellResult result = await RunAsync(command, [.. more, "-o", "json"]);
        result.ExitCode.ShouldBe(exitCode, $"{command}: {result.Output}{result.Errors}");
        return JsonSerializer.Deserialize<SessionOutcome>(result.Output, DrJson.Options)!;
    }

    public async Task<SessionView> ShowAsync(params string[] more) =>
        JsonSerializer.Deserialize<SessionView>((await RunAsync("show", [.. more, "-o", "json"])).ShouldSucceed().Output, DrJson.Options)!;

    public async Task<IReadOnlyList<SessionOptionView>> ConfigAsync() =>
        JsonSerializer.Deserialize<SessionOptionView[]>((await RunAsync("config list", "--all", "-o", "json")).ShouldSucceed().Output, DrJson.Options)!;

    /// <summary>Reads the session until the condition is true, within a time limit.</summary>
    public async Task<SessionView> UntilAsync(Func<SessionView, bool> isSo, params string[] more)
    {
        using CancellationTokenSource late = new(Bound);
        while (true)
        {
            SessionView view = await ShowAsync(more);
            if (isSo(view))
            {
                return view;
            }

            late.IsCancellationRequested.ShouldBeFalse($"it stayed so: {view.Health.Summary}");
            await Task.Delay(Between);
        }
    }

    /// <summary>The value of an option according to Gluster itself.</summary>
    public static async Task<string> GlusterSaysAsync(string option) =>
        (await LabSites.OnAsync("p1", "gluster", "volume", "geo-replication", "gv1", "s1::gv2", "config", option)).ShouldSucceed().Output.Trim();

    /// <summary>Runs Gluster's own command, as a person does.</summary>
    public static Task<ShellResult> GlusterAsync(params string[] words) =>
        LabSites.OnAsync("p1", ["gluster", "--mode=script", "volume", "geo-replication", "gv1", "s1::gv2", .. words]);
}
