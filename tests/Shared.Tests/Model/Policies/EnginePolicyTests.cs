using GlusterDr.Sites;

namespace GlusterDr.Tests.Shared.Model.Policies;

/// <summary>Policies whose hypervisor is an oVirt engine.</summary>
public sealed class EnginePolicyTests
{
    private const string Hypervisor = """
            kind: ovirt
            engine: https://engine.example/ovirt-engine
            user: glusterdr@internal
            password: file:/etc/glusterdr/engine
            ca: engine-ca.pem
            storage-domain: vmstore
        """;

    [Fact]
    public void An_engine_is_read_with_its_authority_beside_the_policy()
    {
        HypervisorSettings read = PolicyYaml.ReadOne(With(Hypervisor)).Site.Hypervisor!;

        read.Kind.ShouldBe(HypervisorKind.Ovirt);
        read.Engine.ShouldBe(new EngineSettings
        {
            Url = "https://engine.example/ovirt-engine",
            User = "glusterdr@internal",
            Password = "file:/etc/glusterdr/engine",
            CaFile = "/etc/glusterdr/engine-ca.pem",
            StorageDomain = "vmstore",
        });
    }

    [Theory]
    [InlineData("engine: https://engine.example/ovirt-engine", "engine: http://engine.example", "the engine's address looks like https://engine.example.org/ovirt-engine")]
    [InlineData("engine: https://engine.example/ovirt-engine", "engine: https://root:pw@engine.example", "the engine's address looks like https://engine.example.org/ovirt-engine")]
    [InlineData("user: glusterdr@internal", "user: glusterdr", "'glusterdr' names no profile; a user looks like glusterdr@internal")]
    [InlineData("storage-domain: vmstore", "storage-domain: a\"b or id=*", "'a\"b or id=*' is not a name of a storage domain: the oVirt engine accepts letters, digits, - and _")]
    [InlineData("storage-domain: vmstore", "hosts: [kvm1]", "'hosts' is not a known key")]
    public void What_is_wrong_is_named(string line, string by, string expected)
    {
        PolicyYaml.Errors(With(Hypervisor.Replace(line, by, StringComparison.Ordinal))).ShouldHaveSingleItem().ShouldContain(expected);
    }

    [Fact]
    public void A_password_in_the_policy_is_refused_and_not_repeated()
    {
        string error = PolicyYaml.Errors(With(Hypervisor.Replace("file:/etc/glusterdr/engine", "hunter2", StringComparison.Ordinal))).ShouldHaveSingleItem();

        error.ShouldContain("never the secret itself");
        error.ShouldNotContain("hunter2");
    }

    private static string With(string hypervisor) => PolicyYaml.WithLine(8, hypervisor);
}
