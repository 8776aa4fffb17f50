using GlusterDr.Errors;
using GlusterDr.Runs;
using GlusterDr.Tests.Orchestrations.Sync;

namespace GlusterDr.Tests.Orchestrations.Harness;

/// <summary>Assertions on reports and sites after a fault and after its repair.</summary>
internal static class Expectations
{
    /// <summary>Asserts that there is no recovery point, and an error that names these things.</summary>
    public static void ShouldHaveFailed(this RunReport report, string code, params string[] named)
    {
        report.Run.State.ShouldBe(RunState.Failed, RunTests.Why(report));
        report.Run.Error.ShouldNotBeNull().ShouldTell(code, named);
        report.Destinations.ShouldAllBe(d => d.RecoveryPoint == null);
    }

    /// <summary>Asserts that there is a recovery point, and a warning that names these things.</summary>
    public static void ShouldHaveWarned(this RunReport report, string code, params string[] named)
    {
        report.Run.State.ShouldBe(RunState.SucceededWithWarnings, RunTests.Why(report));
        report.Run.Warnings.FirstOrDefault(w => w.Code == code).ShouldNotBeNull(RunTests.Why(report)).ShouldTell(code, named);
    }

    public static void ShouldHaveMergedAll(this RunReport report)
    {
        report.Vms.ShouldNotBeEmpty();
        report.Vms.ShouldAllBe(vm => vm.State == VmState.Merged || vm.State == VmState.ShutOff);
    }

    public static void ShouldTell(this Error error, string code, params string[] named)
    {
        error.Code.ShouldBe(code, error.ToString());
        foreach (string name in named)
        {
            $"{error.Host}: {error.Message}".ShouldContain(name);
        }
    }

    /// <summary>Runs the policy again after the repair: it succeeds without warnings, and its data is verified.</summary>
    public static async Task ShouldRecoverAsync(this SimulatedSites sites)
    {
        RunReport report = await sites.RunAsync();
        report.Run.State.ShouldBe(RunState.Succeeded, RunTests.Why(report));
        await sites.ShouldBeGoodAsync(report);
    }

    /// <summary>Runs the policy again after the repair: its data is verified, and a warning says what it repaired.</summary>
    public static async Task ShouldRecoverAsync(this SimulatedSites sites, string warning)
    {
        RunReport report = await sites.RunAsync();
        report.ShouldHaveWarned(warning);
        await sites.ShouldBeGoodAsync(report);
    }

    /// <summary>Asserts that all machines are merged, that their data is at the secondary, and that nothing is left behind.</summary>
    public static async Task ShouldBeGoodAsync(this SimulatedSites sites, RunReport report)
    {
        report.ShouldHaveMergedAll();
        sites.ShouldBeProven(report);
        await sites.ShouldBeTidyAsync();
    }
}
