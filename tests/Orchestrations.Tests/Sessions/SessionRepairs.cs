using GlusterDr.Ids;
using GlusterDr.Leases;
using GlusterDr.Operations;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Diagnosis;
using GlusterDr.Sessions.Repair;
using GlusterDr.Simulators;
using GlusterDr.Tests.Orchestrations.Harness;

namespace GlusterDr.Tests.Orchestrations.Sessions;

/// <summary>What tests of diagnosis and repair share: one session, with one image at its primary.</summary>
internal static class SessionRepairs
{
    public const string Image = "vms/image";

    public static SessionAddress Address { get; } = SessionAddress.Parse("p1/gv1/s1::gv2");

    public static SimulatedSession Session(BareSites sites) => sites.World.Sessions.ShouldHaveSingleItem();

    public static async Task<ControlPlane> MadeAsync(BareSites sites)
    {
        sites.Primary.Write(Image, FileContent.OfText("the first"));
        ControlPlane plane = await sites.StartAsync();
        OperationResult made = await sites.EndOfAsync(plane, await BareSites.BeginAsync(plane, sites.Request));
        made.State.ShouldBe(OperationState.Succeeded, made.Summary);
        Session(sites).KeepNextFeeds(0);
        sites.Clock.Advance(TimeSpan.FromSeconds(150));
        return plane;
    }

    public static async Task<SessionDiagnosis> DiagnoseAsync(BareSites sites, ControlPlane plane, DiagnosisBody? body = null)
    {
        string id = await plane.Get<OperationStarter>().StartAsync(
            OperationId.Diagnose, DiagnoseRequest.OrchestratorName, "gv1", (body ?? new DiagnosisBody { All = true }).ToDiagnosis(Address), CancellationToken.None);
        OperationResult result = await sites.EndOfAsync(plane, id);
        result.State.ShouldBe(OperationState.Succeeded, result.Summary);
        return result.GetDiagnosis().ShouldNotBeNull();
    }

    public static async Task<OperationResult> RepairAsync(BareSites sites, ControlPlane plane, DiagnosisBody? body = null) =>
        await sites.EndOfAsync(plane, await BeginAsync(plane, body ?? new DiagnosisBody { All = true }));

    public static Task<string> BeginAsync(ControlPlane plane, DiagnosisBody body) => plane.Get<OperationStarter>().StartAsync(
        OperationId.Repair, RepairRequest.OrchestratorName, "gv1", body.ToRepair(Address), CancellationToken.None);

    public static void ShouldBeRepaired(BareSites sites, OperationResult result)
    {
        result.State.ShouldBe(OperationState.Succeeded, $"{result.Summary} {result.Error}");
        Digest(sites.Secondary, Image, sites).ShouldBe(Digest(sites.Primary, Image, sites));
        Session(sites).State.ShouldBe(SessionState.Started);
    }

    public static string Digest(SimulatedVolume volume, string path, BareSites sites) =>
        volume.TryGetFile(path, out SimulatedFile? file) ? file.ContentAt(sites.Clock.GetUtcNow()).DigestWhole() : "(missing)";

    public static async Task ShouldBeFreeAsync(ControlPlane plane) =>
        (await plane.Get<LeaseStore>().ListAsync(CancellationToken.None)).ShouldBeEmpty();
}
