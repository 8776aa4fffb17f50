using System.Net;
using System.Security;
using System.Text;
using System.Text.Json;
using GlusterDr.Errors;
using GlusterDr.Runs;
using GlusterDr.Simulators;
using GlusterDr.Tests.Orchestrations.Harness;

namespace GlusterDr.Tests.Orchestrations.Sync;

/// <summary>Runs that meet all kinds of trouble with the engine, and afterwards a search for secrets wherever a run leaves words.</summary>
public sealed class SecrecyTests
{
    private const string Password = "Tr0ub4dor<&\"3'% \\pässword";
    private const string WrongPassword = "Wr0ng<&\"3'% \\pässword";

    [Fact]
    public async Task Nothing_secret_is_in_logs_status_errors_reports_or_the_store()
    {
        LogLines logs = new();
        await using SimulatedSites sites = await SimulatedSites.WithEngine(machines: 4, new EngineOptions { Password = Password }, logs).EnterAsync();
        SimulatedEngine engine = sites.Engine;
        engine.Vm("vm2").FailingSnapshots = 3;
        engine.When("engine POST snapshots").Once().DoBefore(engine.ExpireTokens);
        engine.When("engine POST snapshots").After(2).Once().CutAfterEffect();
        engine.When("engine DELETE snapshots").Once().DoBefore(() => engine.Restart(TimeSpan.FromSeconds(20)));
        engine.When("engine POST events").After(1).Once().CutBeforeEffect();
        List<RunReport> reports = [await sites.RunAsync()];

        await File.WriteAllTextAsync(sites.PasswordFile, WrongPassword);
        engine.ExpireTokens();
        reports.Add(await sites.RunAsync());

        reports.Select(r => r.Run.State).ShouldBe([RunState.SucceededWithWarnings, RunState.Failed]);
        reports[1].Run.Error!.Code.ShouldBe(ErrorCodes.HostAccessDenied);
        engine.TokensIssued.Count.ShouldBeGreaterThanOrEqualTo(3);
        List<string> words = [.. logs.All, .. sites.Files(), .. engine.Events.Select(e => e.Description)];
        foreach (RunReport report in reports)
        {
            words.Add(JsonSerializer.Serialize(report, DrJson.Options));
            words.Add($"{await sites.Plane.Engine.GetInstanceAsync(report.Run.Id)}");
        }

        string[] secrets = [.. new[] { Password, WrongPassword }.Concat(engine.TokensIssued).SelectMany(Disguises)];
        words.ShouldContain(w => w.Contains("vm2", StringComparison.Ordinal), "the search finds what is there");
        logs.All.Count.ShouldBeGreaterThan(100);
        foreach (string secret in secrets)
        {
            words.FirstOrDefault(w => w.Contains(secret, StringComparison.Ordinal)).ShouldBeNull($"it holds {secret}");
        }
    }

    /// <summary>As it may be written in a form, in XML, in JSON, in a header, or in a file's bytes.</summary>
    private static IEnumerable<string> Disguises(string secret) => new[]
    {
        secret,
        WebUtility.UrlEncode(secret),
        Uri.EscapeDataString(secret),
        SecurityElement.Escape(secret),
        JsonSerializer.Serialize(secret).Trim('"'),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)),
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"admin@internal:{secret}")),
        Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(secret)),
        Encoding.Latin1.GetString(Encoding.Unicode.GetBytes(secret)),
    }.Distinct();
}
