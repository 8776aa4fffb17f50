using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GlusterDr.Activities.Sync.Verify;
using GlusterDr.Gluster.Content;
using GlusterDr.Policies;
using GlusterDr.Store;

namespace GlusterDr.Tests.Orchestrations.Sync.Verify;

public sealed class ImageDigestsTests
{
    private const long Size = 100L << 30;
    private const string Run = "sync-vms-20260101T000000Z";

    private static readonly VerificationSettings s_proof = new();

    [Theory]
    [InlineData(1)]
    [InlineData(500)]
    [InlineData(501)]
    [InlineData(5000)]
    public void Those_of_many_large_disks_fit_into_documents_and_are_the_same_afterwards(int disks)
    {
        ImageDigests digests = Digests(disks);
        string[] stored = [.. digests.Split().Select(part => JsonSerializer.Serialize(part, DrJson.Options))];
        stored.ShouldAllBe(json => DocumentContent.Compress(json).Length < DocumentContent.MaxBytes / 2);

        ImageDigests read = ImageDigests.Join([.. stored.Select(Read)], Run, s_proof, []);
        read.Facts.ShouldBe(digests.Facts);
        read.Deleted.ShouldBe(digests.Deleted);
        read.Probes.Select(p => p.Path).ShouldBe(digests.Probes.Select(p => p.Path));
        read.Probes[^1].Offsets.ShouldBe(BlockSampler.Draw(Run, read.Probes[^1].Path, Size, s_proof.SampleBlocks));
        read.BytesCovered().ShouldBe((long)disks * s_proof.SampleBlocks * BlockSampler.BlockSize);
    }

    [Fact]
    public void A_file_that_was_read_whole_or_at_other_offsets_is_compared_so()
    {
        FileProbe[] probes = [new("whole") { Whole = true }, new("given") { Offsets = [0, 65536] }, new("sampled")];
        ImageDigests digests = new(probes, [.. probes.Select(p => Fact(p.Path))]);
        ImageDigests read = ImageDigests.Join([.. digests.Split()], Run, s_proof, []);
        read.Probes.Select(p => p.Whole).ShouldBe([true, false, false]);
        read.Probes[0].Offsets.ShouldBeEmpty();
        read.Probes[1].Offsets.ShouldBe([0, 65536]);
        read.Probes[2].Offsets.Count.ShouldBe(s_proof.SampleBlocks);
    }

    private static ImageDigests Digests(int disks)
    {
        FileProbe[] probes = [.. Enumerable.Range(0, disks).Select(i => new FileProbe($"{Hex($"d{i}")[..36]}/images/{Hex($"i{i}")[..36]}/{Hex($"v{i}")[..36]}"))];
        return new(probes, [.. probes.Select(p => Fact(p.Path))]) { Deleted = ["gone"] };
    }

    private static FileFacts Fact(string path) =>
        new(path, true, Size, Size / 3, Hex(path), null, 64 << 20, Hex("shape" + path)) { Stamp = Hex("stamp" + path), Changed = 1_790_000_000_000 };

    private static string Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static ImageDigests Read(string json) => JsonSerializer.Deserialize<ImageDigests>(json, DrJson.Options)!;
}
