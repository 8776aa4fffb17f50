using System.Runtime.Versioning;
using System.Text;
using System.Text.Json;

namespace GlusterDr.Tests.Shared.Gluster.Agent;

/// <summary>What the agent reads and changes on a node of a session: keys, permissions, remains of sessions.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class AgentNodeTests : AgentStage
{
    private const string Ours = "command=\"/usr/libexec/glusterfs/gsyncd\" ssh-rsa AAAAB3 root@p1";
    private const string Theirs = "ssh-ed25519 AAAAC3 admin@desk";
    private const string Id = "76f7fe47-9a12-406c-b050-ae57fb6e1b9d";
    private const string Other = "1349d0c6-2d2b-41cd-85f7-4be855a6768f";
    private const string Keys = "root/.ssh/authorized_keys";

    [Fact]
    public async Task Authorize_AddsWhatIsMissing_AndKeepsTheRestAndTheMode()
    {
        Write(Keys, $"{Theirs}\n");
        File.SetUnixFileMode(InRoot(Keys), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        JsonElement first = await NodeAsync("authorize", new { user = "root", keys = new[] { Ours } });
        JsonElement again = await NodeAsync("authorize", new { user = "root", keys = new[] { Ours } });

        Strings(first, "changed").ShouldBe([Ours]);
        Strings(again, "changed").ShouldBeEmpty();
        (await File.ReadAllLinesAsync(InRoot(Keys))).ShouldBe([Theirs, Ours]);
        File.GetUnixFileMode(InRoot(Keys)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Directory.GetFiles(InRoot("root/.ssh")).ShouldHaveSingleItem("nothing half written is left");
    }

    [Fact]
    public async Task Authorize_WhenOnlyAsked_ChangesNothing()
    {
        JsonElement asked = await NodeAsync("authorize", new { user = "root", keys = new[] { Ours }, dry = true });

        Strings(asked, "missing").ShouldBe([Ours]);
        Directory.Exists(InRoot("root")).ShouldBeFalse();
    }

    [Fact]
    public async Task Revoke_RemovesExactlyTheseLines()
    {
        Write(Keys, $"{Theirs}\n{Ours}\n{Ours}2\n");

        (await NodeAsync("revoke", new { user = "root", keys = new[] { Ours } })).GetProperty("changed").GetArrayLength().ShouldBe(1);

        (await File.ReadAllLinesAsync(InRoot(Keys))).ShouldBe([Theirs, Ours + "2"]);
    }

    [Fact]
    public async Task Revoke_OfTheLastLine_RemovesTheFileThatWasMadeForIt()
    {
        Directory.CreateDirectory(InRoot("root"));
        await NodeAsync("authorize", new { user = "root", keys = new[] { Ours } });

        await NodeAsync("revoke", new { user = "root", keys = new[] { Ours } });

        Directory.Exists(InRoot("root/.ssh")).ShouldBeFalse();
    }

    // As on Proxmox: the keys of all nodes are in one file in /etc/pve.
    [Fact]
    public async Task Authorize_WritesWhereALinkLeads_AndLeavesTheLink()
    {
        Write("pve/priv/authorized_keys", $"{Theirs}\n");
        Directory.CreateDirectory(InRoot("root/.ssh"));
        File.CreateSymbolicLink(InRoot(Keys), InRoot("pve/priv/authorized_keys"));

        Strings(await NodeAsync("authorize", new { user = "root", keys = new[] { Ours } }), "changed").ShouldBe([Ours]);

        new FileInfo(InRoot(Keys)).LinkTarget.ShouldBe(InRoot("pve/priv/authorized_keys"));
        (await File.ReadAllLinesAsync(InRoot("pve/priv/authorized_keys"))).ShouldBe([Theirs, Ours]);
        Directory.GetFiles(InRoot("pve/priv")).ShouldHaveSingleItem("nothing half written is left");
        Directory.GetFiles(InRoot("root/.ssh")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Revoke_OfTheLastLineBehindALink_LeavesLinkAndFile()
    {
        Write("pve/priv/authorized_keys", $"{Ours}\n");
        Directory.CreateDirectory(InRoot("root/.ssh"));
        File.CreateSymbolicLink(InRoot(Keys), InRoot("pve/priv/authorized_keys"));

        await NodeAsync("revoke", new { user = "root", keys = new[] { Ours } });

        new FileInfo(InRoot(Keys)).LinkTarget.ShouldBe(InRoot("pve/priv/authorized_keys"));
        (await File.ReadAllBytesAsync(InRoot("pve/priv/authorized_keys"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Authorize_WhereALinkLeadsNowhere_MakesNoFolderThere()
    {
        Directory.CreateDirectory(InRoot("root/.ssh"));
        File.CreateSymbolicLink(InRoot(Keys), InRoot("pve/priv/authorized_keys"));

        (await FailAsync("authorize", new { user = "root", keys = new[] { Ours } })).ShouldContain("whose folder is not there");

        Directory.Exists(InRoot("pve")).ShouldBeFalse();
    }

    // Latin-1, U+0085 and U+2028, a form feed, a carriage return, a blank line: only the product's own line is changed.
    [Fact]
    public async Task Authorize_AndRevoke_KeepOtherPeoplesBytes()
    {
        byte[] others = [.. "ssh-rsa AAAA j"u8, 0xF6, .. "rg@desk\n# a\u0085b\u2028c\n\n# d\fe\r\n"u8];
        Write(Keys, others);

        await NodeAsync("authorize", new { user = "root", keys = new[] { Ours } });
        byte[] added = await File.ReadAllBytesAsync(InRoot(Keys));
        await NodeAsync("revoke", new { user = "root", keys = new[] { Ours } });

        added.ShouldBe([.. others, .. Encoding.UTF8.GetBytes($"{Ours}\n")]);
        (await File.ReadAllBytesAsync(InRoot(Keys))).ShouldBe(others);
    }

    [Fact]
    public async Task Forget_RemovesEveryLineOfAKey_WhateverItStarts()
    {
        const string key = "ssh-rsa AAAAB3NzaC1yc2E= root@p1";
        byte[] latin = [.. "command=\"tar ${SSH_ORIGINAL_COMMAND#* }\" ssh-rsa AAAAB3NzaC1yc2E= j"u8, 0xF6, (byte)'\n'];
        string[] stay = [Theirs, $"# {key}", "ssh-rsa AAAAB3NzaC1yc2E=X root@p1", "command=\"echo ssh-rsa AAAAB3NzaC1yc2E=\" ssh-rsa BBBB x@y"];
        string[] go = [key, $"command=\"/opt/gsyncd\" {key}", $"no-pty,command=\"/usr/lib/say \\\"a b\\\"\",from=\"10.0.0.0/8\"  {key}"];
        Write(Keys, [.. Encoding.UTF8.GetBytes(string.Join('\n', stay.Concat(go)) + "\n"), .. latin]);

        JsonElement node = await NodeAsync("forget", new { user = "root", keys = new[] { "ssh-rsa AAAAB3NzaC1yc2E= another comment" } });

        Strings(node, "changed").Count().ShouldBe(4);
        Strings(node, "changed").Last()!.ShouldEndWith("j\uFFFD");
        (await File.ReadAllLinesAsync(InRoot(Keys))).ShouldBe(stay);
    }

    [Fact]
    public async Task Public_TellsTheKeyForTarToo_WhereThereIsOne()
    {
        Write("glusterd/geo-replication/secret.pem.pub", "ssh-rsa AAAA root@p1\n");
        (await NodeAsync("public", new { })).GetRawText().ShouldBe("""{"publicKey": "ssh-rsa AAAA root@p1"}""");

        Write("glusterd/geo-replication/tar_ssh.pem.pub", "ssh-rsa BBBB root@p1\n");
        (await NodeAsync("public", new { })).GetRawText().ShouldBe("""{"publicKey": "ssh-rsa AAAA root@p1", "tarKey": "ssh-rsa BBBB root@p1"}""");
    }

    [Fact]
    public async Task Origin_TellsACommentThatIsNoUtf8()
    {
        Write("glusterd.vol", "volume management\nend-volume\n");
        Write(Keys, [.. "command=\"/x/gsyncd\" ssh-rsa AAAA j"u8, 0xF6, (byte)'\n']);

        JsonElement node = await NodeAsync("origin", new { volume = "gv2", paths = Array.Empty<string>(), users = new[] { "root" } });

        node.GetProperty("keys")[0].GetProperty("comment").GetString().ShouldBe("j\uFFFD");
    }

    [Fact]
    public async Task Examine_TellsMarksThatCountAndFilesOfASession()
    {
        Write("brick/.keep", "");
        WriteAttributes("brick", ($"trusted.glusterfs.{Other}.{Id}.stime", [1, 2, 3, 4, 0, 0, 0, 0]), ($"trusted.glusterfs.{Other}.{Other}.stime", new byte[8]));
        Directory.CreateDirectory(InRoot("glusterd/geo-replication/gv1_s1_gv2"));
        string[] bricks = [InRoot("brick"), InRoot("gone")];

        JsonElement there = await NodeAsync("examine", new { paths = bricks, session = "gv1_s1_gv2" });
        JsonElement none = await NodeAsync("examine", new { paths = bricks, session = "gv1_s1_gv3" });

        Strings(there, "syncTimes").ShouldBe([$"trusted.glusterfs.{Other}.{Id}.stime"], "a mark of zeros is forgotten");
        there.GetProperty("hasSession").GetBoolean().ShouldBeTrue();
        none.GetProperty("hasSession").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Origin_ReadsLogsMarksAndKeys()
    {
        Write("glusterd.vol", "volume management\n    option mountbroker-geo-replication.geoaccount gv2\nend-volume\n");
        Write(Keys, $"{Theirs}\n{Ours}\n");
        Write("geoaccount/.ssh/authorized_keys", $"{Ours.Replace("p1", "p2", StringComparison.Ordinal)}\n");
        Write("log/geo-replication-secondaries/gv1_s1_gv2/gsyncd.log", "[2026-11-21] I (secondary p1/bricks/b1) <top> one\n[2026-11-21] I (secondary p2/bricks/b2) two\n");
        Write("log/geo-replication-secondaries/gv1_s1_other/gsyncd.log", "(secondary p9/x)\n");
        Write("brick/.shard/piece", "");
        WriteAttributes("brick", ($"trusted.glusterfs.{Id}.xtime", [0x69, 0, 0, 0, 0, 0, 0, 0]), ("trusted.glusterfs.volume-id", [1]));

        JsonElement node = await NodeAsync("origin", new { volume = "gv2", paths = new[] { InRoot("brick") }, users = new[] { "root" } });

        JsonElement log = node.GetProperty("logs").EnumerateArray().ShouldHaveSingleItem();
        log.GetProperty("session").GetString().ShouldBe("gv1_s1_gv2");
        log.GetProperty("workers").GetRawText().ShouldBe("""[["p1", "/bricks/b1"], ["p2", "/bricks/b2"]]""");
        JsonElement mark = node.GetProperty("marks")[0];
        mark.GetProperty("times").GetRawText().ShouldBe($$"""[{"volumeId": "{{Id}}", "time": {{0x69000000}}}]""");
        mark.GetProperty("changed").ValueKind.ShouldBe(JsonValueKind.Number);
        node.GetProperty("keys").EnumerateArray().Select(k => $"{k.GetProperty("user")} {k.GetProperty("comment")}")
            .ShouldBe(["geoaccount root@p2", "root root@p1"]);
    }

    [Fact]
    public async Task Unmountbroker_PutsTheFileBackByteForByte()
    {
        const string before = "volume management\n    type mgmt/glusterd\n    option working-directory /var/lib/glusterd\n\nend-volume\n";
        Write("glusterd.vol", before.Replace(
            "\nend-volume",
            "    option mountbroker-root /mnt/broker\n    option geo-replication-log-group geogroup\n    option mountbroker-geo-replication.geoaccount gv2\n\nend-volume",
            StringComparison.Ordinal));

        await RunAsync("unmountbroker", new
        {
            user = "geoaccount",
            volume = "gv2",
            root = InRoot("none"),
            before = new { text = before, root = (string?)null, group = (string?)null, volumes = Array.Empty<string>(), paths = Array.Empty<object>() },
        });

        (await File.ReadAllTextAsync(InRoot("glusterd.vol"))).ShouldBe(before);
    }

    [Fact]
    public async Task Unmountbroker_KeepsWhatOthersAddedSince()
    {
        const string before = "volume management\n    option working-directory /x\nend-volume\n";
        Write("glusterd.vol", "volume management\n    option working-directory /x\n    option mountbroker-root /mnt/broker\n"
            + "    option mountbroker-geo-replication.geoaccount gv2,gv9\n    option rpc-auth-allow-insecure on\nend-volume\n");

        await RunAsync("unmountbroker", new
        {
            user = "geoaccount",
            volume = "gv2",
            before = new { text = before, root = "/mnt/broker", group = "geogroup", volumes = Array.Empty<string>(), paths = Array.Empty<object>() },
        });

        (await File.ReadAllTextAsync(InRoot("glusterd.vol"))).ShouldBe("volume management\n    option working-directory /x\n    option mountbroker-root /mnt/broker\n"
            + "    option mountbroker-geo-replication.geoaccount gv9\n    option rpc-auth-allow-insecure on\nend-volume\n");
    }

    private async Task<JsonElement> NodeAsync(string operation, object request) => (await RunAsync(operation, request)).GetProperty("node");

    private static IEnumerable<string?> Strings(JsonElement node, string name) => node.GetProperty(name).EnumerateArray().Select(e => e.GetString());
}
