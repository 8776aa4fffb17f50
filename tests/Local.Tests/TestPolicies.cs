using GlusterDr.Policies;

namespace GlusterDr.Tests.Local;

/// <summary>Valid policies.</summary>
internal static class TestPolicies
{
    public static Policy Named(string name, string? schedule = null) => new()
    {
        Name = name,
        Site = new() { Name = "here", GlusterHosts = ["gl1"], Hypervisor = new() { Hosts = ["kvm1"] } },
        Volume = $"store-{name}",
        Destinations =
        [
            new()
            {
                Name = "far",
                Site = new() { Name = "there", GlusterHosts = ["gl2"] },
                Volume = $"copy-{name}",
                SessionHost = "gl2",
            },
        ],
        Schedule = schedule,
    };

    /// <summary>The same policy as a policy file.</summary>
    public static string Yaml(string name) => $$"""
        policy: {{name}}
        site:
          name: here
          gluster: [gl1]
          hypervisor:
            hosts: [kvm1]
        volume: store-{{name}}
        destinations:
          - name: far
            site: {name: there, gluster: [gl2]}
            volume: copy-{{name}}
            session: {host: gl2}
        """;
}
