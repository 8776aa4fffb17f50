using GlusterDr.Errors;
using GlusterDr.Policies;
using GlusterDr.Policies.Yaml;

namespace GlusterDr.Tests.Shared.Model.Policies;

public sealed class PolicyFileErrorTests
{
    [Theory]
    [InlineData(9, "volum: vmstore", "1:1: 'volume' is missing", "9:1: 'volum' is not a known key; did you mean 'volume'?")]
    [InlineData(9, "volume:", "9:8: 'volume' has no value: set one, or remove the key")]
    [InlineData(9, "volume: [a, b]", "9:9: 'volume' is one value, not a list")]
    [InlineData(4, "  gluster: gl1", "4:12: 'gluster' is a list of words, not 'gl1'")]
    [InlineData(4, "  gluster: []", "4:12: at least one host is needed")]
    [InlineData(4, "  gluster: [gl1, gl1]", "4:18: host 'gl1' is listed twice")]
    [InlineData(4, "  gluster: [gl1, [gl2]]", "4:18: a word is expected here, not a list")]
    [InlineData(4, "  gluster: [gl1, ~]", "4:18: a word is expected here, not nothing")]
    [InlineData(6, "    confg: x", "6:5: 'confg' is not a known key; did you mean 'config'?")]
    [InlineData(6, "    knownHosts: x", "6:5: 'knownHosts' is not a known key; did you mean 'known-hosts'?")]
    [InlineData(6, "    known_hosts: x", "6:5: 'known_hosts' is not a known key; did you mean 'known-hosts'?")]
    [InlineData(6, "    port: '22'", "6:11: 'port' is a whole number, not a text in quotes")]
    [InlineData(6, "    port: 22.5", "6:11: 'port' is a whole number, not '22.5'")]
    [InlineData(6, "    port: 70000", "6:11: 70000 is out of range: 1 to 65535")]
    [InlineData(6, "    sudo: yes", "6:11: 'sudo' is true or false, not 'yes'")]
    [InlineData(6, "    connect-timeout: 10", "6:22: 'connect-timeout' is a number with s, m, h or d, as in 90s, 15m, 1h30m, not '10'")]
    [InlineData(6, "    connect-timeout: 2d", "6:22: 2d is out of range: 1s to 10m")]
    [InlineData(5, "  ssh: root", "6:11: this is not valid YAML: While scanning a plain scalar value, found invalid mapping.")]
    [InlineData(6, "    - root", "6:5: 'ssh' contains keys of its own, not a list")]
    [InlineData(7, "  hypervisors:", "3:3: 'hypervisor' is missing", "7:3: 'hypervisors' is not a known key; did you mean 'hypervisor'?")]
    [InlineData(17, "      hots: gl3", "17:7: 'hots' is not a known key; did you mean 'host'?", "17:7: 'host' is missing")]
    [InlineData(16, "    sesion:", "11:5: 'session' is missing", "16:5: 'sesion' is not a known key; did you mean 'session'?")]
    [InlineData(11, "  - munich", "12:9: this is not valid YAML: While scanning a multiline plain scalar, found invalid mapping.")]
    [InlineData(11, "  - munich\n  - name: munich", "11:5: 'destinations' contains keys of its own, not 'munich'")]
    public void A_line_that_is_wrong_is_named_with_its_place(int line, string text, params string[] expected)
    {
        PolicyYaml.Errors(PolicyYaml.WithLine(line, text)).Order().ShouldBe(expected.Order());
    }

    [Theory]
    [InlineData("schedule: '* * * * *'", "18:11: '* * * * *' has 5 fields, not six fields: second minute hour day month day-of-week; with seconds first it is '0 * * * * *', in UTC")]
    [InlineData("schedule: 0 0 0 30 2 *", "18:11: '0 0 0 30 2 *' never occurs: there is no such date")]
    [InlineData("schedule: often", "18:11: 'often' has 1 fields, not six fields: second minute hour day month day-of-week")]
    [InlineData("snapshot: {quiesce: no}", "18:21: 'quiesce' is one of never, try, require, not 'no'")]
    [InlineData("snapshot: {kind: External}", "18:18: 'kind' is one of external, internal, not 'External'")]
    [InlineData("snapshot: {parallel: 0}", "18:22: 0 is out of range: 1 to 256")]
    [InlineData("snapshot: {exclude: ['']}", "18:22: A VM's name cannot be ''")]
    [InlineData("proof: {whole-up-to: 256MB}", "18:22: 'whole-up-to' is a whole number with B, KiB, MiB, GiB or TiB, as in 256MiB, not '256MB'")]
    [InlineData("proof: {content: }", "18:18: 'content' has no value: set one, or remove the key")]
    [InlineData("proof:", "18:7: 'proof' has no value: set one, or remove the key")]
    [InlineData("limits: {merge: 0s}", "18:17: 0s is out of range: 1s to 30d")]
    [InlineData("limits: {merge: 9999999d}", "18:17: 9999999d is out of range: 1s to 30d")]
    [InlineData("keep-recovery-points: -1", "18:23: -1 is out of range: 1 to 100000")]
    [InlineData("rollover-time: 5", "18:1: 'rollover-time' is not a known key; known here: policy, site, volume, destinations, schedule, snapshot, proof, changelog, limits, keep-recovery-points")]
    [InlineData("volume: other", "18:1: 'volume' is given twice, first in line 9")]
    [InlineData("? [a]\n: b", "18:3: a key is one word")]
    [InlineData("proof: !secret {cure: true}", "18:8: the tag !secret has no meaning here: remove it")]
    [InlineData("proof: *nowhere", "18:8: this is not valid YAML: there is no anchor 'nowhere' before this")]
    [InlineData("schedule: \"a", "18:11: this is not valid YAML: While scanning a quoted scalar, found unexpected end of stream.")]
    public void A_setting_that_is_wrong_is_named_with_its_place(string more, string expected)
    {
        PolicyYaml.Errors(PolicyYaml.WithMore(more)).ShouldBe([expected]);
    }

    [Theory]
    [InlineData("policy: 'VMs of Bob'", "1:9: A policy's name is 1 to 40 of a-z, 0-9 and -, beginning and ending with a letter or digit; 'VMs of Bob' is not")]
    [InlineData("policy: ../../etc/passwd", "1:9: A policy's name is 1 to 40 of a-z, 0-9 and -, beginning and ending with a letter or digit; '../../etc/passwd' is not")]
    [InlineData("policy: \"a\\u0007b\"", "1:9: A policy's name is 1 to 40 of a-z, 0-9 and -, beginning and ending with a letter or digit; 'a\uFFFDb' is not")]
    public void A_name_that_is_no_name_is_refused_and_shown_harmlessly(string line, string expected)
    {
        PolicyYaml.Errors(PolicyYaml.WithLine(1, line)).ShouldBe([expected]);
    }

    [Theory]
    [InlineData(4, "  gluster: ['-oProxyCommand=reboot']", 4, 13)]
    [InlineData(4, "  gluster: ['gl1;reboot']", 4, 13)]
    [InlineData(4, "  gluster: [\"gl1\\n\"]", 4, 13)]
    [InlineData(9, "volume: --all", 9, 9)]
    [InlineData(9, "volume: all", 9, 9)]
    [InlineData(9, "volume: a/b", 9, 9)]
    [InlineData(6, "    user: -root", 6, 11)]
    [InlineData(17, "      host: $(reboot)", 17, 13)]
    public void Names_that_a_program_could_misread_are_refused(int line, string text, int errorLine, int column)
    {
        PolicyError error = Should.Throw<PolicyInvalidException>(
            () => PolicyFile.Read(PolicyYaml.WithLine(line, text), PolicyYaml.FileName)).Errors.ShouldHaveSingleItem();

        (error.Line, error.Column, error.Code).ShouldBe((errorLine, column, ErrorCodes.NameInvalid));
    }

    [Fact]
    public void A_rollover_time_that_loses_changes_is_unsafe_and_says_why()
    {
        PolicyInvalidException e = Should.Throw<PolicyInvalidException>(
            () => PolicyFile.Read(PolicyYaml.WithMore("changelog: {rollover-time: 2}"), PolicyYaml.FileName));

        PolicyError error = e.Errors.ShouldHaveSingleItem();
        error.Code.ShouldBe(ErrorCodes.SettingUnsafe);
        error.ToString().ShouldBe(
            "/etc/glusterdr/policy.yaml:18:28: rollover-time 2 is below 3 seconds: changelogs would overwrite each other, and changes would be lost without a message");
        e.ToError().Code.ShouldBe(ErrorCodes.SettingUnsafe);
    }

    [Fact]
    public void Destinations_must_differ_in_name_and_session()
    {
        string again = string.Join('\n', PolicyYaml.Good.Split('\n')[10..]);

        PolicyYaml.Errors(PolicyYaml.WithMore(again)).ShouldBe(
        [
            "18:5: another destination uses the session to gl3::vmstore-dr already",
            "18:11: another destination is called 'munich' already",
        ]);
    }

    [Fact]
    public void A_volume_is_no_copy_of_itself()
    {
        string text = PolicyYaml.Good.Replace("name: munich\n      g", "name: frankfurt\n      g", StringComparison.Ordinal)
            .Replace("vmstore-dr", "vmstore", StringComparison.Ordinal);

        PolicyYaml.Errors(text).ShouldBe(["11:5: this is the volume that is protected: a copy of it onto itself protects nothing"]);
    }

    [Fact]
    public void Everything_wrong_in_all_policies_is_named_at_once_in_the_order_of_the_file()
    {
        string first = PolicyYaml.WithLine(1, "policy: Bad").Replace("host: gl3", "host: 'g l'", StringComparison.Ordinal);
        string second = PolicyYaml.WithMore("schedule: 0 0 0 31 4 *\nlimits: {merge: soon}\nlimit: 3");

        string[] errors = PolicyYaml.Errors($"{first}\n---\n{second}");

        errors.Select(e => e.Split(": ")[0]).ShouldBe(["1:9", "17:13", "36:11", "37:17", "38:1"]);
        errors[4].ShouldBe("38:1: 'limit' is not a known key; did you mean 'limits'?");
    }

    [Fact]
    public void Two_policies_of_one_name_are_refused()
    {
        PolicyYaml.Errors($"{PolicyYaml.Good}\n---\n{PolicyYaml.Good}").ShouldBe(["19:9: another policy of this file is called 'vms' already"]);
    }

    [Theory]
    [InlineData("", "1:1: there is no policy in this file")]
    [InlineData("# nothing\n---\n", "1:1: there is no policy in this file")]
    [InlineData("- policy: vms", "1:1: a policy is a section of keys, not a list")]
    [InlineData("vms", "1:1: a policy is a section of keys, not 'vms'")]
    public void A_file_without_a_policy_says_so(string text, string expected)
    {
        PolicyYaml.Errors(text).ShouldBe([expected]);
    }

    [Fact]
    public void A_trailing_separator_is_no_policy()
    {
        PolicyYaml.ReadOne($"---\n{PolicyYaml.Good}\n---\n").Name.ShouldBe("vms");
    }
}
