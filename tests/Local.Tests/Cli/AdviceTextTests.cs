using System.CommandLine;
using System.Reflection;
using System.Text.Json;
using GlusterDr.Api;
using GlusterDr.Errors;
using GlusterDr.Local.Cli;
using GlusterDr.Local.Cli.Text;
using GlusterDr.TestKit;

namespace GlusterDr.Tests.Local.Cli;

public sealed class AdviceTextTests
{
    private const string Session = "p1/gv1/s1::gv2";

    /// <summary>Each code with all of its arguments.</summary>
    private static readonly AdvisedAction[] s_all =
    [
        AdvisedAction.Of(AdviceCodes.StorePolicy),
        AdvisedAction.Of(AdviceCodes.ListPolicies),
        AdvisedAction.StartRun("vms"),
        AdvisedAction.Of(AdviceCodes.ListRuns),
        AdvisedAction.Of(AdviceCodes.FollowRun, ("run", "sync-vms-20260101T000000Z")),
        AdvisedAction.Of(AdviceCodes.CancelRun, ("run", "sync-vms-20260101T000000Z")),
        AdvisedAction.Of(AdviceCodes.ListOperations),
        AdvisedAction.Of(AdviceCodes.FollowOperation, ("operation", "repair-gv1-20260101T000000Z")),
        AdvisedAction.Of(AdviceCodes.CancelOperation, ("operation", "repair-gv1-20260101T000000Z")),
        AdvisedAction.Of(AdviceCodes.ListSessions, ("host", "p1")),
        AdvisedAction.OnSession(AdviceCodes.ShowSession, Session),
        AdvisedAction.OnSession(AdviceCodes.StartSession, Session, "force"),
        AdvisedAction.OnSession(AdviceCodes.StopSession, Session, "force"),
        AdvisedAction.OnSession(AdviceCodes.PauseSession, Session, "force"),
        AdvisedAction.OnSession(AdviceCodes.ResumeSession, Session, "force"),
        AdvisedAction.OnSession(AdviceCodes.RemoveSession, Session, "resetSyncTime", "force"),
        AdvisedAction.Of(AdviceCodes.CleanSession, ("session", Session), ("secondaryHost", "s9")),
        AdvisedAction.Of(AdviceCodes.CreateSession, ("host", "p1"), ("volume", "gv1"), ("secondary", "s1::gv2"), ("force", "true")),
        AdvisedAction.OnSession(AdviceCodes.DiagnoseSession, Session, "all"),
        AdvisedAction.Of(AdviceCodes.RepairSession, ("session", Session), ("file", "it's here"), ("recreate", "true"), ("force", "true")),
        AdvisedAction.OnSession(AdviceCodes.ListSessionOptions, Session),
        AdvisedAction.Of(AdviceCodes.SetSessionOption, ("session", Session), ("option", "sync-method"), ("value", "rsync")),
        AdvisedAction.Of(AdviceCodes.ReceiveEvents),
    ];

    private static string[] Codes { get; } =
        [.. typeof(AdviceCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!)];

    [Fact]
    public void Each_code_is_a_command_that_the_command_line_accepts()
    {
        s_all.Select(a => a.Code).ShouldBe(Codes, ignoreOrder: true);
        foreach (AdvisedAction action in s_all)
        {
            string command = AdviceText.Command(action);

            command.ShouldStartWith("glusterdr ");
            // A shell would read the quoted name as one argument.
            string[] words = [.. command.Replace(@"'it'\''s here'", "it's_here", StringComparison.Ordinal).Split(' ').Skip(1)];
            Parse(words).Errors.Select(e => e.Message).Where(e => !e.Contains("policy.yaml", StringComparison.Ordinal)).ShouldBeEmpty(command);
        }
    }

    [Fact]
    public void Arguments_without_a_value_are_shown_as_the_help_names_them()
    {
        AdviceText.Command(AdvisedAction.Of(AdviceCodes.ListSessionOptions)).ShouldBe("glusterdr session config list SESSION");
        AdviceText.Command(AdvisedAction.Of(AdviceCodes.ListSessions)).ShouldBe("glusterdr session list --host HOST");
    }

    [Fact]
    public void Names_are_quoted_for_a_shell() =>
        AdviceText.Command(AdvisedAction.Of(AdviceCodes.RepairSession, ("session", Session), ("file", "it's $(here)")))
            .ShouldBe($@"glusterdr session repair {Session} --file 'it'\''s $(here)'");

    [Fact]
    public void An_action_of_a_newer_version_is_shown_as_it_came() =>
        AdviceText.Command(AdvisedAction.Of("vm.restart", ("vm", "web"))).ShouldBe("(vm.restart vm=web)");

    [Fact]
    public void Commands_stand_below_the_fix_on_lines_of_their_own()
    {
        Error error = new(ErrorCodes.LeaseHeld, ErrorClass.Transient, "Refused: in use.", "gv1", Advice: "Stop it first.")
        {
            Actions = [AdvisedAction.OnSession(AdviceCodes.StopSession, Session), AdvisedAction.StartRun("vms")],
        };

        AdviceText.Of(error).ShouldBe(
            "lease.held [gv1]: Refused: in use.\n  fix: Stop it first.\n       glusterdr session stop p1/gv1/s1::gv2\n       glusterdr sync vms");
        AdviceText.Of(error with { Actions = null }).ShouldBe("lease.held [gv1]: Refused: in use.\n  fix: Stop it first.");
        AdviceText.Of(error with { Advice = null }).ShouldContain("\n  fix:\n       glusterdr session stop");
    }

    [Fact]
    public void The_API_shows_calls()
    {
        Problem problem = Problem.Of(new Error(ErrorCodes.LeaseHeld, ErrorClass.Transient, "Refused.") { Actions = s_all });

        string[] calls = [.. problem.Calls!.Select(c => $"{c.Method} {c.Path}{(c.Body is null ? "" : $" {JsonSerializer.Serialize(c.Body, DrJson.Options)}")}")];
        calls.Length.ShouldBe(Codes.Length - 1, "all but the way to start a host");
        calls.ShouldContain("POST /api/v1/policies/vms/sync");
        calls.ShouldContain("POST /api/v1/sessions/p1/gv1/s1%3A%3Agv2/stop?force=true");
        calls.ShouldContain("DELETE /api/v1/sessions/p1/gv1/s1%3A%3Agv2?resetSyncTime=true&force=true");
        calls.ShouldContain("POST /api/v1/sessions/p1/gv1/s1%3A%3Agv2/clean?secondaryHost=s9");
        calls.ShouldContain("PUT /api/v1/sessions/p1/gv1/s1%3A%3Agv2/config/sync-method {\"value\":\"rsync\"}");
        calls.ShouldContain("POST /api/v1/sessions {\"host\":\"p1\",\"volume\":\"gv1\",\"secondary\":\"s1::gv2\",\"force\":true}");
        calls.ShouldContain("POST /api/v1/sessions/p1/gv1/s1%3A%3Agv2/repair {\"files\":[\"it\\u0027s here\"],\"recreate\":true,\"force\":true}");
        calls.Where(c => c.Contains('{') && !c.Contains(" {", StringComparison.Ordinal)).ShouldBe(["PUT /api/v1/policies/{policy}"]);
    }

    [Fact]
    public void Each_code_is_explained_in_the_docs()
    {
        string docs = File.ReadAllText(Repository.At("docs", "errors.md"));
        s_all.Select(a => $"| `{a.Code}` |").Where(row => !docs.Contains(row, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static ParseResult Parse(string[] words) => new CommandLine(new CliEnvironment()).Parse(words);
}
