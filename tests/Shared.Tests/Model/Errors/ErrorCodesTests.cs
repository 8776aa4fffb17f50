using System.Reflection;
using System.Text.Json;
using GlusterDr.Errors;

namespace GlusterDr.Tests.Shared.Model.Errors;

public sealed class ErrorCodesTests
{
    private static readonly string[] Codes =
        [.. typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!)];

    [Fact]
    public void Each_code_is_there_once() => Codes.ShouldBeUnique();

    [Fact]
    public void Each_code_is_explained_in_the_docs()
    {
        string docs = File.ReadAllText(Path.Combine(Root(), "docs", "errors.md"));
        Codes.Where(code => !docs.Contains($"| `{code}` |", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void An_error_survives_the_engines_history()
    {
        Error error = new(ErrorCodes.SessionFaulty, ErrorClass.Transient, "it's \"Faulty\"", "p1", "gluster volume ...", "look");
        ErrorProperties.Read(Durable.TaskFailureDetails.From(new DrException(error))).ShouldBe(error);
    }

    [Fact]
    public void Its_actions_survive_too_and_one_without_them_has_no_such_member()
    {
        Error plain = new(ErrorCodes.SessionFaulty, ErrorClass.Transient, "faulty", "p1");
        Error advised = plain.Advise(new("Stop it.", AdvisedAction.OnSession(AdviceCodes.StopSession, "p1/gv1/s1::gv2", AdvisedAction.Force)));

        ErrorProperties.Read(Durable.TaskFailureDetails.From(new DrException(advised))).ShouldBe(advised);
        JsonSerializer.Deserialize<Error>(JsonSerializer.Serialize(advised, DrJson.Options), DrJson.Options).ShouldBe(advised);
        advised.ShouldNotBe(plain with { Advice = "Stop it." });
        advised.ToString().ShouldEndWith("fix: Stop it. [session.stop session=p1/gv1/s1::gv2 force=true]");
        JsonSerializer.Serialize(plain, DrJson.Options).ShouldNotContain("actions");
        plain.Advise(null).ShouldBe(plain);
    }

    [Fact]
    public void Any_other_exception_is_a_defect_of_ours() =>
        ErrorProperties.Read(new InvalidOperationException("odd")).Code.ShouldBe(ErrorCodes.Unexpected);

    private static string Root()
    {
        DirectoryInfo at = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "GlusterDrFunctions.sln")))
        {
            at = at.Parent!;
        }

        return at.FullName;
    }
}
