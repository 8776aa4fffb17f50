using GlusterDr.Activities.Sync.Verify;
using GlusterDr.Errors;
using GlusterDr.Orchestrations.Sync.Common;
using GlusterDr.Policies;
using GlusterDr.Replication;
using GlusterDr.Runs;
using GlusterDr.Sites;

namespace GlusterDr.Tests.Orchestrations.Sync.Common;

/// <summary>Texts of the workflow are inputs of its steps: a run of an older version keeps the texts of that version.</summary>
public sealed class RunErrorsTests
{
    private static readonly Error s_cause = new("code", ErrorClass.Transient, "Cause.", "host", Advice: "Advice.");
    private static readonly GeoRepSession s_session = new("gv1", null, "s1", "gv2");
    private static readonly Destination s_destination = new()
    {
        Name = "far",
        Site = new Site { Name = "far", GlusterHosts = ["s1"] },
        Volume = "gv2",
        SessionHost = "s1",
    };
    private static readonly CompareContent.Result s_differing = new(3, 100, 2, 0, ["a: x", "b: y"]);

    [Fact]
    public void A_run_of_an_older_version_has_its_texts()
    {
        RunErrors errors = new(3);

        errors.NotStopped(s_session, s_cause).Message.ShouldBe($"The session {s_session} could not be held still, so what was carried is no recovery point. Cause.");
        errors.NotStopped(s_session, s_cause).Advice.ShouldBe("Stop it before the next run: gluster volume geo-replication gv1 s1::gv2 stop force. Advice.");
        errors.DestinationCancelled().Message.ShouldBe("The run was cancelled before this destination was proven.");
        errors.Differs(s_destination, s_differing, 0).Message.ShouldBe(
            "Gluster says that all has arrived, but 2 file(s) differ between the sites; the policy allows no cure: a: x; b: y");
        errors.MergeTimeout("vm1", TimeSpan.FromHours(1), 49.6).Message.ShouldBe("The merge is at 50 % after 01:00:00; the VM goes on running on its overlay.");
    }

    /// <summary>The words that plain messages do not use.</summary>
    [Fact]
    public void A_new_run_has_none_of_the_old_words()
    {
        RunErrors errors = new(SyncRequest.CurrentVersion);
        Error[] all =
        [
            errors.NoSnapshots(s_destination, "gv1"),
            errors.NotStopped(s_session, s_cause),
            errors.DestinationCancelled(),
            errors.Differs(s_destination, s_differing, 0),
            errors.Differs(s_destination, s_differing, 2),
            errors.Differs(s_destination, s_differing with { EmptyFiles = 1 }, 2),
            errors.Corrected(s_destination, s_differing),
            errors.VmDeleted("vm1"),
            errors.CheckpointWithOddities(s_destination, ["a node does not report"]),
            errors.CheckpointTimeout(s_destination, DateTimeOffset.UnixEpoch, TimeSpan.FromHours(1), "reason"),
            errors.SecondaryUnfit(s_cause),
            errors.FeedDead(s_destination, 5, "reason"),
            errors.MergeTimeout("vm1", TimeSpan.FromHours(1), 50),
            errors.Leftovers(2),
        ];
        string[] texts = [.. all.SelectMany(e => new[] { e.Message, e.Advice ?? "" }), errors.RestAdvice];

        string[] words = ["frozen", "prove", "held still", "carried", "goes on", "stands still", "mid-run", "no cure", "says that"];
        texts.Where(text => words.Any(word => text.Contains(word, StringComparison.Ordinal))).ShouldBeEmpty();
    }
}
