using System.Text;
using System.Text.Json;
using GlusterDr.Errors;
using GlusterDr.Notifications;
using GlusterDr.Runs;
using GlusterDr.Simulators;

namespace GlusterDr.Tests.Shared.Model.Notifications;

public sealed class RunNotificationTests
{
    private static readonly Run s_run = new()
    {
        Id = "sync-vms-19700101T000000Z",
        Policy = "vms",
        Trigger = RunTrigger.Schedule,
        State = RunState.SucceededWithWarnings,
        StartedAt = DateTimeOffset.UnixEpoch,
        EndedAt = DateTimeOffset.UnixEpoch.AddMinutes(5),
        VmsProtected = 7,
        VmsLeftOut = 1,
        Warnings = [new(ErrorCodes.SnapshotFailed, ErrorClass.Permanent, "no room")],
    };

    [Fact]
    public void It_has_the_shape_that_is_documented()
    {
        RunReport report = new(
            s_run,
            [
                new("near", DestinationState.Clean) { RecoveryPoint = "sync-vms-19700101T000000Z@near" },
                new("far", DestinationState.Failed)
                {
                    Error = new(ErrorCodes.HostUnreachable, ErrorClass.Transient, "No 'connection'.", "gl2", "ssh gl2", "Check."),
                },
            ],
            []);

        RunNotification.Write(report).ShouldBe(
            """{"run":"sync-vms-19700101T000000Z","policy":"vms","trigger":"schedule","state":"succeeded-with-warnings","""
            + "\"startedAt\":\"1970-01-01T00:00:00+00:00\",\"endedAt\":\"1970-01-01T00:05:00+00:00\","
            + "\"version\":1,\"vmsProtected\":7,\"vmsLeftOut\":1,\"vmsNotMerged\":0,\"warnings\":1,"
            + "\"destinations\":[{\"name\":\"far\",\"state\":\"failed\",\"error\":{\"code\":\"host.unreachable\",\"message\":\"No \\u0027connection\\u0027.\",\"host\":\"gl2\"}},"
            + """{"name":"near","state":"clean","recoveryPoint":"sync-vms-19700101T000000Z@near"}],"destinationsOmitted":0}""");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(1000)]
    public void However_much_went_wrong_it_fits_into_a_message(int count)
    {
        string told = RunNotification.Write(LargeReports.Failed(count));

        Encoding.UTF8.GetByteCount(told).ShouldBeLessThanOrEqualTo(RunNotification.MaxBytes);
        Convert.ToBase64String(Encoding.UTF8.GetBytes(told)).Length.ShouldBeLessThan(64 << 10);
        JsonElement root = JsonDocument.Parse(told).RootElement;
        (root.GetProperty("destinations").GetArrayLength() + root.GetProperty("destinationsOmitted").GetInt32()).ShouldBe(count);
        root.GetProperty("warnings").GetInt32().ShouldBe(count);
        root.GetProperty("vmsNotMerged").GetInt32().ShouldBe(count);
    }

    [Fact]
    public void A_long_text_is_cut_between_characters()
    {
        string message = JsonDocument.Parse(RunNotification.Write(LargeReports.Failed(1))).RootElement
            .GetProperty("error").GetProperty("message").GetString()!;

        message.ShouldBe(new string('"', 299) + "…");
    }
}
