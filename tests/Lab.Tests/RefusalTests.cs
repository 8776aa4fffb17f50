using System.Diagnostics;
using GlusterDr.Runs;
using GlusterDr.TestKit;

namespace GlusterDr.Tests.Lab;

/// <summary>Bad input and bad moments: a clear error that says what and where, and nothing left behind.</summary>
[Collection(LabCollection.Name)]
public sealed class RefusalTests(LabSites lab) : LabTests
{
    [Fact]
    public async Task A_second_start_is_refused_and_names_the_live_run_and_a_cancelled_run_leaves_nothing()
    {
        await lab.Cli.ApplyAsync();
        using Process first = lab.Cli.Start("sync", "lab");
        string live = await RunWatch.UntilAsync(lab.Cli, p => p.Phase == RunPhase.Replicate);

        ShellResult second = await lab.Cli.RunAsync("sync", "lab");
        second.ExitCode.ShouldBe(4);
        (second.Errors + second.Output).ShouldContain(live);

        (await lab.Cli.RunAsync("cancel", live)).ExitCode.ShouldBe(0);
        await first.WaitForExitAsync();
        first.ExitCode.ShouldBe(130);
        await LabSites.ShouldBeTidyAsync("s1::gv2");
    }

    [Fact]
    public Task A_volume_that_does_not_exist() => IsRefusedAsync("nosuch", ("volume: gv1\ndest", "volume: nosuch\ndest"));

    [Fact]
    public Task A_session_that_does_not_exist() => IsRefusedAsync("p2::gv2", ("host: s1\n", "host: p2\n"));

    // Each attempt waits for the connection as long as the policy says, without a word ten seconds.
    [Fact]
    public Task A_host_that_cannot_be_reached() =>
        IsRefusedAsync("10.77.9.9", ("gluster: [s1]", "gluster: [10.77.9.9]"), ("config: ", "connect-timeout: 3s\n    config: "));

    [Fact]
    public async Task A_host_with_another_key_than_the_pinned_one()
    {
        string known = Path.Combine(lab.Cli.DataDirectory, "known_hosts");
        ShellResult key = (await Shell.RunAsync(TimeSpan.FromMinutes(1), "sh", "-c",
            $"rm -f {lab.Cli.DataDirectory}/other; ssh-keygen -q -t ed25519 -N '' -f {lab.Cli.DataDirectory}/other && cat {lab.Cli.DataDirectory}/other.pub")).ShouldSucceed();
        string[] parts = key.Output.Split(' ');
        await File.WriteAllTextAsync(known, string.Concat(new[] { "p1", "p2", "p3", "s1" }.Select(h => $"{h} {parts[0]} {parts[1]}\n")));
        string text = await IsRefusedAsync("key", ("config: ", $"known-hosts: {known}\n    config: "));
        text.ShouldContain("host.key-rejected");
    }

    [Fact]
    public async Task Names_with_awkward_characters()
    {
        foreach (string name in (string[])["it's", "a b", "a;reboot", "$(reboot)", "a\\nb", "-f"])
        {
            string yaml = (await PolicyAsync()).Replace("volume: gv1\ndest", $"volume: \"{name}\"\ndest", StringComparison.Ordinal);
            string file = Path.Combine(lab.Cli.DataDirectory, "awkward.yaml");
            await File.WriteAllTextAsync(file, yaml);
            ShellResult result = await lab.Cli.RunAsync("apply", "-f", file);
            result.ExitCode.ShouldBe(2, name);
            result.Errors.ShouldContain("awkward.yaml");
        }
    }

    private static async Task<string> PolicyAsync() =>
        (await Shell.RunAsync(TimeSpan.FromMinutes(1), Repository.At("lab", "policy"), "--name", "bad")).ShouldSucceed().Output;

    private async Task<string> IsRefusedAsync(string named, params (string Old, string New)[] changes)
    {
        string yaml = await PolicyAsync();
        foreach ((string old, string @new) in changes)
        {
            yaml.ShouldContain(old);
            yaml = yaml.Replace(old, @new, StringComparison.Ordinal);
        }

        await lab.Cli.ApplyTextAsync(yaml);
        SyncOutcome outcome = await lab.Cli.SyncAsync("bad");
        RunReport report = outcome.ShouldFail();
        string text = report.Run.Error!.ToString();
        text.ShouldContain(named);
        report.Vms.ShouldBeEmpty("nothing was frozen");
        await LabSites.ShouldBeTidyAsync("s1::gv2");
        await lab.Cli.RunAsync("delete", "bad");
        return text;
    }
}
