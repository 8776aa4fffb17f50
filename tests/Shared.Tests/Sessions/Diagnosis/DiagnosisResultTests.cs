using System.Text.Json;
using GlusterDr.Errors;
using GlusterDr.Operations;
using GlusterDr.Replication;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Diagnosis;

namespace GlusterDr.Tests.Shared.Sessions.Diagnosis;

public sealed class DiagnosisResultTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 20, 4, 15, 0, TimeSpan.Zero);

    [Fact]
    public void A_diagnosis_is_read_from_its_JSON_once()
    {
        OperationResult result = new OperationResult(OperationState.Succeeded, "x").WithDiagnosis(Diagnosis("before")).WithDiagnosisAfter(Diagnosis("after"));
        result = JsonSerializer.Deserialize<OperationResult>(JsonSerializer.Serialize(result, DrJson.Options), DrJson.Options)!;

        result.GetDiagnosis().ShouldNotBeNull().Summary.ShouldBe("before");
        result.GetDiagnosisAfter().ShouldNotBeNull().Summary.ShouldBe("after");
        result.GetDiagnosis().ShouldBeSameAs(result.GetDiagnosis());
        (result with { Payload = null }).GetDiagnosis().ShouldBeNull();
    }

    [Fact]
    public void A_remedy_of_an_older_version_keeps_its_command_and_a_new_one_has_an_action()
    {
        const string Old = """{"text":"Repair the session.","command":"glusterdr session repair p1/gv1/s1::gv2"}""";

        JsonSerializer.Deserialize<Trouble.Remedy>(Old, DrJson.Options)!.Command.ShouldBe("glusterdr session repair p1/gv1/s1::gv2");
        Trouble.Remedy remedy = new("Repair the session.") { Action = AdvisedAction.OnSession(AdviceCodes.RepairSession, "p1/gv1/s1::gv2") };
        JsonSerializer.Deserialize<Trouble.Remedy>(JsonSerializer.Serialize(remedy, DrJson.Options), DrJson.Options).ShouldBe(remedy);
    }

    private static SessionDiagnosis Diagnosis(string summary) => new()
    {
        Name = "p1/gv1/s1::gv2",
        Summary = summary,
        LookedAt = s_now,
        View = new SessionView
        {
            Name = "p1/gv1/s1::gv2",
            Session = new GeoRepSession("gv1", null, "s1", "gv2"),
            LookedAt = s_now,
            Health = new SessionHealth(SessionGrade.Faulty, "faulty", []),
            Bricks = [],
        },
        Troubles = [],
    };
}
