using System.Text.Json;
using GlusterDr.Activities.Sync;
using GlusterDr.Activities.Sync.Preflight;
using GlusterDr.Activities.Sync.Replicate;
using GlusterDr.Activities.Sync.Verify;
using GlusterDr.Orchestrations.Sync.Snapshot;

namespace GlusterDr.Tests.Orchestrations.Sync;

/// <summary>Runs that are under way while GlusterDr is replaced go on: their steps are stored as before.</summary>
public sealed class StoredStepsTests
{
    [Fact]
    public void What_concerns_the_policys_own_volume_does_not_name_it()
    {
        JsonSerializer.Serialize(new TuneChangelog.Input("r"), DrJson.Options).ShouldBe(JsonSerializer.Serialize(new RunStep("r"), DrJson.Options));
        JsonSerializer.Serialize(new DigestImages.Input("r", true), DrJson.Options).ShouldBe("""{"runId":"r","suspicious":true}""");
    }

    [Fact]
    public void Members_that_were_renamed_are_stored_under_the_names_that_they_had()
    {
        DateTimeOffset at = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

        JsonSerializer.Serialize(new VerifyCheckpoint.Input("r", "d", at, at, "poll"), DrJson.Options).ShouldEndWith("""
            ,"toldBy":"poll"}
            """);
        JsonSerializer.Deserialize<VerifyCheckpoint.Input>("""{"runId":"r","destination":"d","toldBy":"event"}""", DrJson.Options)
            .ShouldNotBeNull().DetectedBy.ShouldBe("event");
        JsonSerializer.Deserialize<SnapshotVms.Result>("""{"frozen":3,"failures":[]}""", DrJson.Options).ShouldNotBeNull().Snapshotted.ShouldBe(3);
    }

    [Fact]
    public void A_source_that_was_looked_at_before_is_that_of_the_policys_own_volume()
    {
        const string Stored = """{"errors":[],"warnings":[],"rolloverTime":"00:00:05","needsTuning":true,"suspicions":["odd"]}""";

        CheckSource.Result read = JsonSerializer.Deserialize<CheckSource.Result>(Stored, DrJson.Options).ShouldNotBeNull();

        read.Of("gv1").RolloverTime.ShouldBe(TimeSpan.FromSeconds(5));
        read.Of("gv1").NeedsTuning.ShouldBeTrue();
        read.Of("gv1").Suspicions.ShouldBe(["odd"]);
    }
}
