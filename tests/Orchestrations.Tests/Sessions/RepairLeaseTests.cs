using GlusterDr.Errors;
using GlusterDr.Leases;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Control;
using GlusterDr.Sessions.Diagnosis;
using GlusterDr.Sessions.Options;
using GlusterDr.Tests.Orchestrations.Harness;
using static GlusterDr.Tests.Orchestrations.Sessions.SessionRepairs;

namespace GlusterDr.Tests.Orchestrations.Sessions;

/// <summary>While a session is being repaired, nothing else changes it.</summary>
public sealed class RepairLeaseTests
{
    [Fact]
    public async Task What_another_holds_is_not_touched()
    {
        await using BareSites sites = await new BareSites().EnterAsync();
        ControlPlane plane = await MadeAsync(sites);
        Session(sites).KillFeeds();
        string first = await BeginAsync(plane, new DiagnosisBody { All = true });
        DrException refused = await Should.ThrowAsync<DrException>(BeginAsync(plane, new DiagnosisBody { All = true }));
        refused.Error.Code.ShouldBe(ErrorCodes.LeaseHeld);
        refused.Error.Message.ShouldContain(first);
        ShouldBeRepaired(sites, await sites.EndOfAsync(plane, first));
        await ShouldBeFreeAsync(plane);
    }

    [Fact]
    public async Task No_person_gets_a_session_that_is_repaired_and_the_commands_named_are_those_of_an_operation()
    {
        await using BareSites sites = await new BareSites().EnterAsync();
        ControlPlane plane = await MadeAsync(sites);
        string repair = await HeldAsync(sites, plane);
        (SessionControl control, SessionSettings settings) = (plane.Get<SessionControl>(), plane.Get<SessionSettings>());
        foreach (Func<Task<SessionOutcome>> ask in (Func<Task<SessionOutcome>>[])[
            () => control.StopAsync(Address, false, default), () => control.PauseAsync(Address, true, default),
            () => control.RemoveAsync(Address, false, true, default), () => settings.SetAsync(Address, "sync-jobs", "5", true, default)])
        {
            DrException refused = await Should.ThrowAsync<DrException>(() => sites.Simulation.RunUntilAsync(ask()));
            refused.Error.Code.ShouldBe(ErrorCodes.LeaseHeld);
            refused.Error.Message.ShouldContain($"operation '{repair}'");
            refused.Error.Actions.ShouldNotBeNull().ShouldContain(AdvisedAction.Of(AdviceCodes.CancelOperation, ("operation", repair)));
        }

        SessionOutcome same = await sites.Simulation.RunUntilAsync(control.StartAsync(Address, false, default));
        same.Warnings.ShouldContain(w => w.StartsWith($"operation '{repair}'", StringComparison.Ordinal));
        ShouldBeRepaired(sites, await sites.EndOfAsync(plane, repair));
    }

    [Theory]
    [InlineData("p1/gv1/s1::gv2", true)]
    [InlineData("p3/gv1/root@S1::gv2", true)]
    [InlineData("p1/gv1/geoaccount@s1::gv2", false)]
    [InlineData("p1/gv1/s1::gv3", false)]
    [InlineData("s1/gv2/o1::gv3", false)]
    [InlineData("o1/gv1/s1::gv2", false)]
    public async Task A_repair_holds_its_session_and_no_other(string asked, bool held)
    {
        await using BareSites sites = await new BareSites().EnterAsync();
        sites.World.AddSite("third").AddNodes("o1", "o2");
        ControlPlane plane = await MadeAsync(sites);
        string repair = await HeldAsync(sites, plane);

        Lease? lease = await sites.Simulation.RunUntilAsync(plane.Get<SessionUse>().HolderAsync(SessionAddress.Parse(asked), default));

        lease?.Holder.ShouldBe(repair);
        (lease is not null).ShouldBe(held);
    }

    /// <summary>A repair that has its lease, and is held up at its first change of the session.</summary>
    private static async Task<string> HeldAsync(BareSites sites, ControlPlane plane)
    {
        Session(sites).KillFeeds();
        sites.World.When("gluster volume geo-replication stop").SlowBy(TimeSpan.FromMinutes(1));
        string repair = await BeginAsync(plane, new DiagnosisBody { All = true });
        await sites.Simulation.RunUntilAsync(WhenHeldAsync());
        return repair;

        async Task<bool> WhenHeldAsync()
        {
            while ((await plane.Get<LeaseStore>().ListAsync(default)).Count == 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), sites.Clock);
            }

            return true;
        }
    }
}
