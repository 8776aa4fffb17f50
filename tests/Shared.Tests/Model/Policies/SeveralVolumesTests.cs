using System.Text.Json;
using GlusterDr.Policies;

namespace GlusterDr.Tests.Shared.Model.Policies;

/// <summary>Policies whose destinations copy more than one volume.</summary>
public sealed class SeveralVolumesTests
{
    private const string Engine = """
            kind: ovirt
            engine: https://engine.example/ovirt-engine
            user: glusterdr@internal
            password: file:/etc/glusterdr/engine
        """;

    // Begins at line 21: the engine takes three lines more than the hosts.
    private const string Data = """
          - name: munich-data
            site:
              name: munich
              gluster: [gl3]
            primary-volume: datastore
            volume: datastore-dr
            session:
              host: gl3
        """;

    [Fact]
    public void A_destination_copies_the_policys_volume_unless_it_names_another()
    {
        Policy policy = PolicyYaml.ReadOne(WithEngine(Data));

        policy.Volumes.ShouldBe(["vmstore", "datastore"]);
        policy.Destinations.Select(policy.PrimaryOf).ShouldBe(["vmstore", "datastore"]);
    }

    [Fact]
    public void A_volume_that_is_named_twice_is_one()
    {
        string own = Data.Replace("datastore\n", "vmstore\n", StringComparison.Ordinal);

        PolicyYaml.ReadOne(WithEngine(own)).Volumes.ShouldBe(["vmstore"]);
        PolicyYaml.ReadOne(PolicyYaml.WithMore(own)).Volumes.ShouldBe(["vmstore"], "nor is it another one for libvirt");
    }

    [Fact]
    public void It_survives_the_way_through_JSON()
    {
        Policy policy = PolicyYaml.ReadOne(WithEngine(Data));
        string json = JsonSerializer.Serialize(policy, DrJson.Options);

        json.ShouldContain("\"primaryVolume\":\"datastore\"");
        json.ShouldNotContain("volumes");
        PolicyJson.Read(json).Volumes.ShouldBe(policy.Volumes);
    }

    [Fact]
    public void What_was_stored_without_it_is_read_as_the_policys_own()
    {
        string json = JsonSerializer.Serialize(PolicyYaml.ReadOne(PolicyYaml.Good), DrJson.Options);

        json.ShouldNotContain("primary");
        PolicyJson.Read(json).Destinations[0].PrimaryVolume.ShouldBeNull();
    }

    [Fact]
    public void Libvirt_takes_one_volume_for_now() => PolicyYaml.Errors(PolicyYaml.WithMore(Data)).ShouldBe(
    [
        "22:21: with hypervisor.kind libvirt a policy protects one volume, here 'vmstore': give 'datastore' a policy of its own; ovirt supports several",
    ]);

    [Theory]
    [InlineData("datastore\n", "-data\n", "25:21: ", "'-data'")]
    [InlineData("datastore-dr", "vmstore-dr", "21:5: ", "another destination uses the session to gl3::vmstore-dr already")]
    [InlineData("volume: datastore-dr\n    session:\n      host: gl3", "volume: vmstore-dr\n    session:\n      host: gl4", "21:5: ", "another destination has volume 'vmstore-dr' of site 'munich' already")]
    public void What_is_wrong_with_a_further_volume_is_named(string right, string wrong, string place, string message)
    {
        Data.ShouldContain(right);

        string error = PolicyYaml.Errors(WithEngine(Data.Replace(right, wrong, StringComparison.Ordinal))).ShouldHaveSingleItem();

        error.ShouldStartWith(place);
        error.ShouldContain(message);
    }

    [Theory]
    [InlineData("datastore", "this is the volume that is protected: a copy of it onto itself protects nothing")]
    [InlineData("vmstore", "volume 'vmstore' of this site is protected itself: it cannot hold the copy of another one")]
    public void A_protected_volume_holds_no_copy(string secondary, string message)
    {
        string here = Data.Replace("munich\n", "frankfurt\n", StringComparison.Ordinal).Replace("datastore-dr", secondary, StringComparison.Ordinal);

        PolicyYaml.Errors(WithEngine(here)).ShouldBe([$"21:5: {message}"]);
    }

    [Fact]
    public void The_policys_own_volume_needs_a_destination_too()
    {
        string text = WithEngine("").Replace("volume: vmstore-dr", "volume: vmstore-dr\n    primary-volume: datastore", StringComparison.Ordinal);

        PolicyYaml.Errors(text).ShouldBe(["12:9: no destination takes the copy of 'vmstore': each of them names another primary volume"]);
    }

    private static string WithEngine(string more) => $"{PolicyYaml.WithLine(8, Engine)}\n{more}";
}
