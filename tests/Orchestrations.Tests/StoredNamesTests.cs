using GlusterDr.Activities;
using GlusterDr.Durable;
using GlusterDr.Hosting;
using GlusterDr.Local.Engine.History;
using GlusterDr.TestKit;
using GlusterDr.Tests.Orchestrations.RecordedRuns;

namespace GlusterDr.Tests.Orchestrations;

/// <summary>Runs and operations that an earlier GlusterDr started find each of their activities, whatever its class is called now.</summary>
public sealed class StoredNamesTests
{
    private static readonly DurableRegistry s_registry = new DurableRegistry().AddActivities();

    [Fact]
    public void Every_activity_in_the_recorded_runs_is_registered()
    {
        string[] stored = [.. Directory.EnumerateFiles(Repository.At("tests", "fixtures", "runs"), "*.jsonl", SearchOption.AllDirectories)
            .SelectMany(RecordedHistory.Read)
            .SelectMany(instance => instance.Rows)
            .Where(row => row.Kind == (int)HistoryKind.ActivityScheduled)
            .Select(row => row.Name!)
            .Distinct()];

        stored.ShouldContain(StoredNames.VerifyCheckpoint);
        stored.Where(name => !s_registry.Activities.ContainsKey(name)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_renamed_activity_is_a_class_and_is_registered_under_its_stored_name_alone()
    {
        foreach ((string name, string stored) in StoredNames.Renamed)
        {
            s_registry.Activities[stored].Name.ShouldBe(name);
            s_registry.Activities.ShouldNotContainKey(name);
        }
    }

    [Fact]
    public void No_class_is_named_like_the_stored_name_of_another()
    {
        string[] classes = [.. s_registry.Activities.Values.Select(type => type.Name)];

        classes.Length.ShouldBe(s_registry.Activities.Count);
        StoredNames.Renamed.Values.ShouldBeUnique();
        classes.Intersect(StoredNames.Renamed.Values).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("VerifyCheckpoint", "LookAtSession")]
    [InlineData("SetCheckpoint", "SetCheckpoint")]
    public void Of_gives_the_name_that_histories_hold(string activity, string stored) => StoredNames.Of(activity).ShouldBe(stored);
}
