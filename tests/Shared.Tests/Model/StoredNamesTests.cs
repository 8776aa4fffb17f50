using System.Text.Json;
using GlusterDr.Gluster.Events;
using GlusterDr.Policies;
using GlusterDr.RecoveryPoints;
using GlusterDr.Runs;
using GlusterDr.Vms;

namespace GlusterDr.Tests.Shared.Model;

/// <summary>Members and values that were renamed in the code keep the names that they have in stored documents and in the API.</summary>
public sealed class StoredNamesTests
{
    [Fact]
    public void Recovery_point_keeps_the_name_of_its_time_of_verification()
    {
        const string Json = """
            {"id":"sync-vms-20260101T000000Z@far","policy":"vms","runId":"sync-vms-20260101T000000Z","destination":"far","location":"far/copy",
            "takenAt":"2026-01-01T00:00:01+00:00","skew":"00:00:00","provenAt":"2026-01-01T00:05:00+00:00","checkpoint":"2026-01-01T00:01:00+00:00",
            "evidence":[],"filesCompared":1,"bytesCompared":2,"vms":[]}
            """;

        RecoveryPoint point = Read<RecoveryPoint>(Json);

        point.VerifiedAt.ShouldBe(new DateTimeOffset(2026, 1, 1, 0, 5, 0, TimeSpan.Zero));
        Write(point).ShouldContain("\"provenAt\":\"2026-01-01T00:05:00+00:00\"");
    }

    [Theory]
    [InlineData("proving", DestinationState.Verifying)]
    [InlineData("proven", DestinationState.Verified)]
    public void Destination_of_a_run_keeps_its_names(string stored, DestinationState state)
    {
        string json = $$"""{"name":"far","state":"{{stored}}","toldBy":"event"}""";

        RunDestination destination = Read<RunDestination>(json);

        (destination.State, destination.DetectedBy).ShouldBe((state, "event"));
        Write(destination).ShouldContain($"\"state\":\"{stored}\"");
        Write(destination).ShouldContain("\"toldBy\":\"event\"");
    }

    [Fact]
    public void Policy_keeps_the_name_of_its_verification_settings()
    {
        const string Json = """
            {"name":"vms","site":{"name":"main","glusterHosts":["p1"]},"volume":"gv1","destinations":[],"proof":{"content":"full","rotation":"2.00:00:00"}}
            """;

        Policy policy = Read<Policy>(Json);

        (policy.Verification.Content, policy.Verification.Rotation).ShouldBe((ContentCheck.Full, TimeSpan.FromDays(2)));
        Write(policy).ShouldContain("\"proof\":{\"content\":\"full\"");
    }

    [Fact]
    public void Disk_of_a_snapshot_keeps_the_name_of_its_amendment()
    {
        const string Json = """
            {"target":"disk","basePath":"base","overlayPath":"overlay","backingPaths":[],"leafMark":{"path":"base.meta","line":"a","by":"b"}}
            """;

        SnapshotDisk disk = Read<SnapshotDisk>(Json);

        disk.LeafAmendment.ShouldBe(new SnapshotDisk.Amendment("base.meta", "a", "b"));
        Write(disk).ShouldContain("\"leafMark\":{");
    }

    [Fact]
    public void Last_event_of_a_node_keeps_the_name_of_its_test_id()
    {
        const string Json = """{"nodeId":"n1","at":"2026-01-01T00:00:00+00:00","event":"TIER_RESUME","mark":"abc"}""";

        NodeEventStore.LastEvent last = Read<NodeEventStore.LastEvent>(Json);

        last.TestId.ShouldBe("abc");
        Write(last).ShouldBe(Json);
    }

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, DrJson.Options)!;

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, DrJson.Options).Replace("\\u002B", "+", StringComparison.Ordinal);
}
