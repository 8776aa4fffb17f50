using System.Text.Json;
using GlusterDr.Policies;
using GlusterDr.Policies.Yaml;
using GlusterDr.Sites;

namespace GlusterDr.Tests.Shared.Model.Policies;

public sealed class PolicyFileTests
{
    private static readonly string s_examples = Path.Combine(RepositoryRoot(), "docs", "examples");

    public static TheoryData<string> Examples => [.. Directory.GetFiles(s_examples, "*.yaml").Select(f => Path.GetFileName(f)!)];

    [Fact]
    public void Every_key_ends_where_it_belongs()
    {
        Policy policy = ReadExample("every-key.yaml").ShouldHaveSingleItem();

        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        SshSettings ssh = new()
        {
            ConfigFile = Path.Combine(s_examples, "ssh_config"),
            User = "glusterdr",
            Port = 22,
            IdentityFile = Path.Combine(home, ".ssh/id_ed25519"),
            KnownHostsFile = Path.Combine(s_examples, "known_hosts"),
            Sudo = true,
            ConnectTimeout = TimeSpan.FromSeconds(10),
        };
        Policy expected = new()
        {
            Name = "vms",
            Site = new()
            {
                Name = "frankfurt",
                GlusterHosts = ["gl1.fra.example", "gl2.fra.example", "gl3.fra.example"],
                Ssh = ssh,
                Hypervisor = new() { Hosts = ["kvm1.fra.example", "kvm2.fra.example"] },
            },
            Volume = "vmstore",
            Destinations =
            [
                new()
                {
                    Name = "munich",
                    Site = new() { Name = "munich", GlusterHosts = ["gl1.muc.example", "gl2.muc.example"], Ssh = ssh },
                    Volume = "vmstore-dr",
                    PrimaryVolume = "vmstore",
                    SessionHost = "gl1.muc.example",
                    SessionUser = "geoaccount",
                },
                new()
                {
                    Name = "vienna",
                    Site = new() { Name = "vienna", GlusterHosts = ["gl1.vie.example"], Ssh = new() { User = "root" } },
                    Volume = "vmstore-dr",
                    SessionHost = "gl1.vie.example",
                },
            ],
            Schedule = "0 0 */4 * * *",
            Snapshot = new() { Exclude = ["scratch", "builder-7"] },
            Changelog = new() { RolloverTime = 15, ChangeInterval = 5 },
        };
        Json(policy).ShouldBe(Json(expected));
    }

    [Fact]
    public void What_is_left_out_has_its_default()
    {
        Policy policy = ReadExample("one-destination.yaml").ShouldHaveSingleItem();

        policy.Schedule.ShouldBeNull();
        policy.Snapshot.ShouldBe(new SnapshotSettings());
        policy.Verification.ShouldBe(new VerificationSettings());
        policy.Changelog.ShouldBe(new ChangelogSettings());
        policy.Limits.ShouldBe(new TimeLimits());
        policy.KeepRecoveryPoints.ShouldBe(100);
        policy.Site.Hypervisor!.Kind.ShouldBe(HypervisorKind.Libvirt);
        policy.Site.Hypervisor.Uri.ShouldBe("qemu:///system");
        policy.Destinations[0].SessionUser.ShouldBeNull();
        policy.Destinations[0].BetweenRuns.ShouldBe(BetweenRuns.Stopped);
    }

    [Fact]
    public void The_defaults_that_the_example_shows_are_the_defaults()
    {
        Policy policy = ReadExample("every-key.yaml").ShouldHaveSingleItem();

        policy.Snapshot.ShouldBe(new SnapshotSettings { Exclude = policy.Snapshot.Exclude });
        policy.Verification.ShouldBe(new VerificationSettings());
        policy.Limits.ShouldBe(new TimeLimits());
    }

    [Fact]
    public void Each_document_of_a_file_is_a_policy()
    {
        IReadOnlyList<Policy> policies = ReadExample("several-policies.yaml");

        policies.Select(p => p.Name).ShouldBe(["databases", "desktops"]);
        policies[1].Verification.Content.ShouldBe(ContentCheck.Full);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Examples_survive_the_way_through_JSON(string example)
    {
        foreach (Policy policy in ReadExample(example))
        {
            Json(PolicyJson.Read(Json(policy))).ShouldBe(Json(policy));
        }
    }

    [Fact]
    public void A_destination_is_reached_as_the_primary_unless_it_says_otherwise()
    {
        PolicyYaml.ReadOne(PolicyYaml.Good).Destinations[0].Site.Ssh.ConfigFile.ShouldBe("/etc/glusterdr/ssh_config");

        string own = PolicyYaml.WithLine(14, "      gluster: [gl3]\n      ssh: {user: backup}");
        PolicyYaml.ReadOne(own).Destinations[0].Site.Ssh.ShouldBe(new SshSettings { User = "backup" });
    }

    [Fact]
    public void Files_count_from_the_policy_file_unless_they_are_absolute()
    {
        string text = PolicyYaml.WithLine(6, "    config: ../ssh/config\n    identity: /root/key");
        SshSettings ssh = PolicyYaml.ReadOne(text).Site.Ssh;

        ssh.ConfigFile.ShouldBe("/etc/ssh/config");
        ssh.IdentityFile.ShouldBe("/root/key");
    }

    [Fact]
    public void Without_a_file_only_absolute_names_are_taken()
    {
        PolicyInvalidException e = Should.Throw<PolicyInvalidException>(() => PolicyFile.ReadBody(PolicyYaml.Good, "body"));

        PolicyError error = e.Errors.ShouldHaveSingleItem();
        error.Path.ShouldBe("site.ssh.configFile");
        error.ToString().ShouldStartWith("body:6:13: 'ssh_config' is not an absolute path");
    }

    [Fact]
    public void Anchors_may_be_used()
    {
        string text = PolicyYaml.WithLine(4, "  gluster: &nodes [gl1, gl2]").Replace("gluster: [gl3]", "gluster: *nodes", StringComparison.Ordinal);

        PolicyYaml.ReadOne(text).Destinations[0].Site.GlusterHosts.ShouldBe(["gl1", "gl2"]);
    }

    private static IReadOnlyList<Policy> ReadExample(string name)
    {
        string file = Path.Combine(s_examples, name);
        return PolicyFile.Read(File.ReadAllText(file), file);
    }

    private static string Json(Policy policy) => JsonSerializer.Serialize(policy, DrJson.Options);

    private static string RepositoryRoot()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "GlusterDrFunctions.sln")))
        {
            at = at.Parent;
        }

        return at?.FullName ?? throw new DirectoryNotFoundException("The repository's root was not found above the tests.");
    }
}
