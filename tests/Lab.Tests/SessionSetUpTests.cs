using System.Diagnostics;

namespace GlusterDr.Tests.Lab;

/// <summary>From two bare volumes to a session that carries, and back to nothing, by the command alone.</summary>
[Collection(LabCollection.Name)]
[Trait("length", "long")]
public sealed class SessionSetUpTests(LabSites lab) : LabTests
{
    private static readonly TimeSpan s_arrival = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task As_root_with_shards()
    {
        await using BareVolumes volumes = await BareVolumes.MakeAsync("bare", sharded: true);
        await lab.Cli.ApplyAsync();
        string before = await volumes.SnapshotAsync();

        ShellResult made = await lab.Cli.RunAsync("session", "create", "--host", "p1", "bare", "s1::bare2", "--force");
        made.ExitCode.ShouldBeOneOf([0, 3], made.Output + made.Errors);
        made.Output.ShouldContain("a change of the primary has arrived");
        await volumes.ShouldArriveAsync(s_arrival);

        await ShouldTellOfWhomAsync("certain:  the primary itself has the session bare -> s1::bare2");
        await BackToNothingAsync("p1/bare/s1::bare2");
        (await volumes.SnapshotAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Unprivileged_without_shards()
    {
        await using BareVolumes volumes = await BareVolumes.MakeAsync("bare", sharded: false);
        await lab.Cli.ApplyAsync();

        ShellResult made = await lab.Cli.RunAsync(
            "session", "create", "--host", "p1", "bare", "geoaccount@s1::bare2", "--force", "--mountbroker-root", "/mnt/mountbroker-root");
        made.ExitCode.ShouldBeOneOf([0, 3], made.Output + made.Errors);
        await volumes.ShouldArriveAsync(s_arrival);
        (await LabSites.OnAsync("p1", "grep", "-c", "return_code=23", "/var/log/glusterfs/geo-replication/bare_s1_bare2/gsyncd.log")).Output.Trim().ShouldBe("0");

        await ShouldTellOfWhomAsync("(as geoaccount)");
        await BackToNothingAsync("p1/bare/geoaccount@s1::bare2");
    }

    [Fact]
    public async Task An_unprivileged_session_of_sharded_volumes_is_refused_before_anything_is_changed()
    {
        await using BareVolumes volumes = await BareVolumes.MakeAsync("bare", sharded: true);
        await lab.Cli.ApplyAsync();
        string before = await volumes.SnapshotAsync();

        ShellResult refused = await lab.Cli.RunAsync("session", "create", "--host", "p1", "bare", "geoaccount@s1::bare2", "--force");
        refused.ExitCode.ShouldBe(1);
        refused.Output.ShouldContain("read as empty");
        (await volumes.SnapshotAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_secondary_whose_glusterd_dies_half_way_keeps_nothing()
    {
        await using BareVolumes volumes = await BareVolumes.MakeAsync("bare", sharded: true);
        await lab.Cli.ApplyAsync();
        string before = await volumes.SnapshotAsync();

        using Process making = lab.Cli.Start("session", "create", "--host", "p1", "bare", "s1::bare2", "--force");
        await SaidAsync(making, "done: test the login with them");
        await LabSites.FaultAsync("secondary-glusterd-down", on: true);
        await SaidAsync(making, "rolling back");
        await LabSites.FaultAsync("secondary-glusterd-down", on: false);
        await making.WaitForExitAsync();

        making.ExitCode.ShouldBe(1);
        (await volumes.SnapshotAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Killed_half_way_it_is_gone_on_with()
    {
        await using BareVolumes volumes = await BareVolumes.MakeAsync("bare", sharded: true);
        await lab.Cli.ApplyAsync();
        string id;
        using (Process making = lab.Cli.Start("session", "create", "--host", "p1", "bare", "s1::bare2", "--force"))
        {
            id = (await SaidAsync(making, "operation session-")).Split(' ')[1];
            await SaidAsync(making, "in progress: create the session");
            making.Kill();
            await making.WaitForExitAsync();
        }

        (await lab.Cli.RunAsync("operations", id, "--follow")).ExitCode.ShouldBeOneOf(0, 3);
        await volumes.ShouldArriveAsync(s_arrival);
        await BackToNothingAsync("p1/bare/s1::bare2");
    }

    private async Task ShouldTellOfWhomAsync(string fact)
    {
        string told = (await lab.Cli.RunAsync("session", "of", "--host", "s1", "bare2")).ShouldSucceed().Output;
        told.ShouldContain("bare2 is a destination of volume bare (");
        told.ShouldContain(fact);
    }

    private async Task BackToNothingAsync(string session)
    {
        (await lab.Cli.RunAsync("session", "remove", session, "--force", "--reset-sync-time")).ShouldSucceed();
        (await lab.Cli.RunAsync("session", "clean", session)).ShouldSucceed();
    }

    private static async Task<string> SaidAsync(Process process, string words)
    {
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            if (line.Contains(words, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"It ended without saying '{words}'.");
    }
}
