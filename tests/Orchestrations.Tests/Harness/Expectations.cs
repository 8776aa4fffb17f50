using GlusterDr.Errors;
using GlusterDr.Runs;
using GlusterDr.Tests.Orchestrations.Sync;

namespace GlusterDr.Tests.Orchestrations.Harness;

/// <summary>What reports and sites must show after a fault, and after its repair.</summary>
internal static class Expectations
{
    /// <summary>No recovery point, and an error that names what a person must look at.</summary>
    public static void ShouldHaveFailed(this RunReport report, string code, params string[] named)
    {
        report.Run.State.ShouldBe(RunState.Failed, RunTests.Why(report));
        report.Run.Error.ShouldNotBeNull().ShouldTell(code, named);
        report.Destinations.ShouldAllBe(d => d.RecoveryPoint == null);
    }

    /// <summary>A recovery point, and a warning that names what falls short.</summary>
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

    /// <summary>The run after the repair: proven, and without a word.</summary>
    public static async Task ShouldRecoverAsync(this SimulatedSites sites)
    {
        RunReport report = await sites.RunAsync();
        report.Run.State.ShouldBe(RunState.Succeeded, RunTests.Why(report));
        await sites.ShouldBeGoodAsync(report);
    }

    /// <summary>The run after the repair: proven, and telling what it had to mend.</summary>
    public static async Task ShouldRecoverAsync(this SimulatedSites sites, string warning)
    {
        RunReport report = await sites.RunAsync();
        report.ShouldHaveWarned(warning);
        await sites.ShouldBeGoodAsync(report);
    }

    /// <summary>All machines merged, all of them proven, nothing left.</summary>
    public static async Task ShouldBeGoodAsync(this SimulatedSites sites, RunReport report)
    {
        report.ShouldHaveMergedAll();
        sites.ShouldBeProven(report);
        await sites.ShouldBeTidyAsync();
    }
}
