using GlusterDr.Errors;
using GlusterDr.Local.Cli.Text;
using GlusterDr.Policies;

namespace GlusterDr.Tests.Local.Cli;

/// <summary>One cause is told once, with all that could not be looked at because of it.</summary>
public sealed class CheckTextTests
{
    [Fact]
    public void Where_no_host_answers_the_sentence_stands_once_and_all_hosts_are_named()
    {
        string[] subjects = ["pool p1", "volume gv1", "session gv1 -> s1::gv2", "virtual machines"];
        CheckFinding[] findings = [.. subjects.SelectMany(s => new[] { "p1", "s1" }.Select(h => Unreachable(s, h)))];

        string text = Text(findings);

        Count(text, "cannot be reached").ShouldBe(1);
        Count(text, "fix:").ShouldBe(1);
        text.ShouldContain("the same for: volume gv1, session gv1 -> s1::gv2, virtual machines");
        text.ShouldContain("hosts: p1, s1");
        text.ShouldContain("8 checked, 8 failed, 0 warnings");
    }

    [Fact]
    public void Other_causes_and_what_is_well_stay_lines_of_their_own()
    {
        Error full = new(ErrorCodes.SecondaryFull, ErrorClass.NeedsPerson, "volume gv2 is full", "s1", Advice: "make room");
        string text = Text(
            Unreachable("volume gv1", "p1"), new CheckFinding("volume gv2", CheckOutcome.Failed, full.Message, full),
            new CheckFinding("pool p1", CheckOutcome.Ok, "3 nodes"), new CheckFinding("pool s1", CheckOutcome.Ok, "3 nodes"));

        text.ShouldContain("volume gv1: host p1 cannot be reached");
        text.ShouldContain("volume gv2: volume gv2 is full");
        Count(text, "3 nodes").ShouldBe(2);
        text.ShouldNotContain("the same for");
    }

    /// <summary>A host whose name is a part of another's is not taken for it.</summary>
    [Fact]
    public void A_name_within_another_word_is_not_the_host()
    {
        Error one = new("x.y", ErrorClass.NeedsPerson, "sudo on s is refused for ssh", "s");
        Error two = new("x.y", ErrorClass.NeedsPerson, "sudo on t is refused for tth", "t");

        Count(Text(new CheckFinding("a", CheckOutcome.Failed, one.Message, one), new CheckFinding("b", CheckOutcome.Failed, two.Message, two)), "FAILED").ShouldBe(2);
    }

    private static string Text(params CheckFinding[] findings) => PolicyText.Check(new CheckReport("vms", DateTimeOffset.UnixEpoch, findings));

    private static CheckFinding Unreachable(string subject, string host)
    {
        Error error = new(
            ErrorCodes.HostUnreachable, ErrorClass.Transient, $"host {host} cannot be reached: connection refused", host, Advice: $"Start sshd on {host}.");
        return new CheckFinding(subject, CheckOutcome.Failed, error.Message, error);
    }

    private static int Count(string text, string words) => text.Split(words).Length - 1;
}
