using System.Diagnostics;
using GlusterDr.Gluster.Content;

namespace GlusterDr.Tests.Shared.Gluster.Agent;

/// <summary>Internal snapshots of real qcow2 images, read by the agent.</summary>
public sealed class AgentSnapshotTests() : AgentStage("qemu-img", "qemu-io")
{
    private const string Name = "vms-20260501T120000Z";

    [Fact]
    public async Task What_the_guest_writes_after_the_snapshot_is_not_part_of_it()
    {
        Make("then");
        File.Copy(InRoot("then"), InRoot("now"));
        Io("now", "write -P 7 0 3M", "write -P 8 40M 1M", "discard 10M 1M", "write -P 9 200M 64k");

        FileFacts[] facts = await ProbeAsync(Whole("then"), Whole("now"));

        facts[0].Problem.ShouldBeNull();
        facts[0].Size.ShouldBe(12L << 20, "what the snapshot holds, not what the image does");
        facts[0].Digest.ShouldNotBeNull();
        facts[1].ShouldBe(facts[0] with { Path = "now" });
        (await ProbeAsync(new FileProbe("now") { Whole = true })).Single().Size.ShouldNotBe(facts[0].Size);
    }

    [Fact]
    public async Task Snapshots_of_others_beside_it_change_nothing()
    {
        Make("then");
        File.Copy(InRoot("then"), InRoot("now"));
        Io("now", "write -P 7 0 1M");
        Run("qemu-img", "snapshot", "-c", "somebody's", InRoot("now"));
        Io("now", "write -P 8 1M 1M");
        Run("qemu-img", "snapshot", "-d", "somebody's", InRoot("now"));

        FileFacts[] facts = await ProbeAsync(Whole("then"), Whole("now"));

        facts[1].ShouldBe(facts[0] with { Path = "now" });
    }

    [Theory]
    [InlineData("-o", "compat=0.10")]
    [InlineData("-o", "cluster_size=4k")]
    [InlineData("-o", "cluster_size=2M")]
    [InlineData("-o", "extended_l2=on,cluster_size=128k")]
    [InlineData("-o", "refcount_bits=64,lazy_refcounts=on")]
    public async Task Every_cluster_counts_in_every_layout(string option, string value)
    {
        Make("good", option, value);
        File.Copy(InRoot("good"), InRoot("bad"));
        Corrupt("bad", pattern: 3);

        FileFacts[] facts = await ProbeAsync(Whole("good"), Whole("bad"));

        facts[0].Problem.ShouldBeNull();
        facts[1].Size.ShouldBe(facts[0].Size);
        facts[1].Shape.ShouldBe(facts[0].Shape);
        facts[1].Digest.ShouldNotBe(facts[0].Digest);
    }

    [Fact]
    public async Task Compressed_clusters_count_too()
    {
        Run("qemu-img", "create", "-q", "-f", "qcow2", InRoot("plain"), "64M");
        Io("plain", "write -P 3 0 4M", "write -P 4 8M 1M");
        Run("qemu-img", "convert", "-c", "-O", "qcow2", InRoot("plain"), InRoot("good"));
        Run("qemu-img", "snapshot", "-c", Name, InRoot("good"));
        File.Copy(InRoot("good"), InRoot("same"));
        Io("same", "write -P 9 0 2M");

        FileFacts[] facts = await ProbeAsync(Whole("good"), Whole("same"));

        facts[0].Size.ShouldBe(5L << 20);
        facts[1].ShouldBe(facts[0] with { Path = "same" });
    }

    [Fact]
    public async Task Samples_are_drawn_from_the_content_of_the_snapshot()
    {
        Make("good");
        File.Copy(InRoot("good"), InRoot("bad"));
        Corrupt("bad", pattern: 3);
        long[] all = [.. Enumerable.Range(0, 12 << 4).Select(i => (long)i << 16)];

        FileFacts[] every = await ProbeAsync(Sampled("good", all), Sampled("bad", all));
        FileFacts[] last = await ProbeAsync(Sampled("good", all[^1]), Sampled("bad", all[^1]));

        every[1].Digest.ShouldNotBe(every[0].Digest);
        last[1].Digest.ShouldBe(last[0].Digest);
    }

    [Fact]
    public async Task A_copy_without_the_snapshot_says_so()
    {
        Make("good");
        Run("qemu-img", "snapshot", "-d", Name, InRoot("good"));
        Write("torn", [.. File.ReadAllBytes(InRoot("good")).Take(100_000)]);
        Write("text", "not an image, but long enough to be looked at as if it were one ......................."u8.ToArray());
        Write("empty", []);

        FileFacts[] facts = await ProbeAsync(Whole("good"), Whole("torn"), Whole("text"), Whole("empty"));

        facts[0].Problem.ShouldBe($"it does not hold the snapshot {Name}");
        facts[1].Problem.ShouldBe($"it does not hold the snapshot {Name}");
        facts[2].Problem.ShouldBe("not a qcow2 image");
        facts[3].Size.ShouldBe(0);
    }

    [Fact]
    public async Task A_copy_that_is_cut_off_or_garbled_differs_and_breaks_nothing()
    {
        Make("good");
        byte[] content = File.ReadAllBytes(InRoot("good"));
        Write("short", content[..(content.Length / 2)]);
        Random random = new(5);
        FileProbe[] garbled = [.. Enumerable.Range(1, 20).Select(i =>
        {
            byte[] bad = [.. content];
            random.NextBytes(bad.AsSpan(20, i * 5));
            Write($"garbled{i}", bad);
            return Whole($"garbled{i}");
        })];

        FileFacts[] facts = await ProbeAsync([Whole("good"), Whole("short"), .. garbled]);

        facts[0].Problem.ShouldBeNull();
        facts.Skip(1).ShouldAllBe(f => IsDifferent(facts[0], f));
    }

    private static bool IsDifferent(FileFacts original, FileFacts copy) =>
        ContentComparer.Compare([original], [copy with { Path = original.Path }]).Count == 1;

    private static FileProbe Whole(string path) => new(path) { Snapshot = Name, Whole = true };

    private static FileProbe Sampled(string path, params long[] offsets) => new(path) { Snapshot = Name, Offsets = offsets };

    /// <summary>Creates an image with 12 MiB of scattered data, and an internal snapshot.</summary>
    private void Make(string path, params string[] options)
    {
        Run("qemu-img", ["create", "-q", "-f", "qcow2", .. options, InRoot(path), "256M"]);
        Io(path, "write -P 1 0 4M", "write -P 2 10M 2M", "write -P 3 40M 2M", "write -P 4 130M 4M", "write -z 20M 1M");
        Run("qemu-img", "snapshot", "-c", Name, InRoot(path));
    }

    /// <summary>Changes one byte of the first cluster that is filled with this pattern.</summary>
    private void Corrupt(string path, byte pattern)
    {
        byte[] content = File.ReadAllBytes(InRoot(path));
        int at = content.AsSpan().IndexOf([.. Enumerable.Repeat(pattern, 4096)]);
        at.ShouldBeGreaterThan(0);
        content[at + 100] ^= 1;
        File.WriteAllBytes(InRoot(path), content);
    }

    private void Io(string path, params string[] commands) =>
        Run("qemu-io", ["-f", "qcow2", "-d", "unmap", .. commands.SelectMany(c => (string[])["-c", c]), InRoot(path)]);

    private static void Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        string said = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}: {said}");
    }
}
