using GlusterDr.Errors;
using GlusterDr.Sessions.Options;
using GlusterDr.Tests.Shared.Gluster;

namespace GlusterDr.Tests.Shared.Sessions;

public sealed class SessionOptionsTests
{
    /// <summary>What GlusterFS 10.3 lists for a session that was just created.</summary>
    private static readonly Dictionary<string, string> Listed = Fixture.Text("georep-config-created.stdout")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .ToDictionary(l => l[..l.IndexOf(':', StringComparison.Ordinal)], l => l[(l.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());

    [Fact]
    public void All_are_exactly_those_that_Gluster_lists() =>
        SessionOptions.All.Select(o => o.Name.Replace('-', '_')).Order(StringComparer.Ordinal).ShouldBe(Listed.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Defaults_are_those_of_a_new_session() =>
        SessionOptions.All.Where(o => o.Default is not null).ShouldAllBe(o => o.Default == Listed[o.Name.Replace('-', '_')]);

    [Fact]
    public void Each_default_is_a_value_that_it_takes() => SessionOptions.All
        .Where(o => o.Internal is null && o.Default is { Length: > 0 } and not "0" && o.Kind != SessionOptionKind.Program)
        .ShouldAllBe(o => SettingCheck.Require(o, o.Default!, false).Trim() == o.Default);

    [Fact]
    public void Only_these_two_options_do_not_restart_the_workers() =>
        SessionOptions.All.Where(o => !o.RestartsWorkers).Select(o => o.Name).ShouldBe(["checkpoint", "log-rsync-performance"]);

    [Theory]
    [InlineData("sync-jobs", "sync-jobs")]
    [InlineData("sync_jobs", "sync-jobs")]
    [InlineData("slave-timeout", "secondary-timeout")]
    [InlineData("isolated_slaves", "isolated-secondarys")]
    public void Names_are_known_in_every_spelling(string name, string option) => SessionOptions.RequireChangeable(name).Name.ShouldBe(option);

    [Theory]
    [InlineData("sync-jb", "sync-jobs")]
    [InlineData("no-such-key", "session.options")]
    [InlineData("glusterd-workdir", "no longer finds the session")]
    [InlineData("primary_replica_count", "from the volume")]
    [InlineData("pid-file", "is internal")]
    public void Invalid_names_and_Glusters_own_are_refused(string name, string says)
    {
        Error error = Should.Throw<DrException>(() => SessionOptions.RequireChangeable(name)).Error;

        error.Code.ShouldBe(ErrorCodes.SettingInvalid);
        error.ToString().ShouldContain(name.Replace('_', '-').Split('-')[0]);
        error.ToString().ShouldContain(says);
    }

    [Theory]
    [InlineData("!sync-jobs")]
    [InlineData("--force")]
    [InlineData("sync jobs")]
    [InlineData("sync-jobs\n")]
    [InlineData("")]
    public void Hostile_names_are_refused(string name) =>
        Should.Throw<DrException>(() => SessionOptions.RequireChangeable(name)).Error.Code.ShouldBe(ErrorCodes.NameInvalid);
}
