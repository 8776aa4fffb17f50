using GlusterDr.Policies;
using GlusterDr.Policies.Yaml;

namespace GlusterDr.Tests.Shared.Model.Policies;

/// <summary>A valid policy file, which tests make invalid line by line.</summary>
internal static class PolicyYaml
{
    public const string FileName = "/etc/glusterdr/policy.yaml";

    public const string Good = """
        policy: vms
        site:
          name: frankfurt
          gluster: [gl1, gl2]
          ssh:
            config: ssh_config
          hypervisor:
            hosts: [kvm1]
        volume: vmstore
        destinations:
          - name: munich
            site:
              name: munich
              gluster: [gl3]
            volume: vmstore-dr
            session:
              host: gl3
        """;

    /// <summary>The valid file with one line replaced. The first line is 1.</summary>
    public static string WithLine(int number, string line)
    {
        string[] lines = Good.Split('\n');
        lines[number - 1] = line;
        return string.Join('\n', lines);
    }

    public static string WithMore(string more) => $"{Good}\n{more}";

    public static Policy ReadOne(string text) => PolicyFile.Read(text, FileName).ShouldHaveSingleItem();

    /// <summary>The errors, each as <c>line:column: message</c>.</summary>
    public static string[] Errors(string text) =>
        [.. Should.Throw<PolicyInvalidException>(() => PolicyFile.Read(text, FileName)).Errors.Select(e => $"{e.Line}:{e.Column}: {e.Message}")];
}
