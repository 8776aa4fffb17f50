using GlusterDr.Activities.Sessions.Repair;
using GlusterDr.Activities.Sessions.SetUp;
using GlusterDr.Activities.Sessions.SetUp.Checks;
using GlusterDr.Activities.Sync;
using GlusterDr.Activities.Sync.Finish;
using GlusterDr.Activities.Sync.Merge;
using GlusterDr.Activities.Sync.Preflight;
using GlusterDr.Activities.Sync.Prepare;
using GlusterDr.Activities.Sync.Replicate;
using GlusterDr.Activities.Sync.Snapshot;
using GlusterDr.Activities.Sync.Verify;
using GlusterDr.Durable;
using GlusterDr.Policies;
using GlusterDr.Sessions.SetUp;
using Microsoft.Extensions.DependencyInjection;

namespace GlusterDr.Hosting;

/// <summary>All activities, and what they are made of, for any host.</summary>
public static class ActivityServices
{
    /// <summary>Adds what activities ask for. The host adds the store, the remote runner, the hypervisors, the clock, and listeners.</summary>
    public static IServiceCollection AddActivities(this IServiceCollection services) => services
        .AddSingleton<RunAccess>()
        .AddSingleton<ProbePlan>()
        .AddSingleton<RunEndings>()
        .AddSingleton<SessionHolder>()
        .AddSingleton<SecondaryHealth>()
        .AddSingleton<MidRunChanges>()
        .AddSingleton<SourceChecks>()
        .AddSingleton<VolumeChecks>()
        .AddSingleton<BrickChecks>()
        .AddSingleton<ClockChecks>()
        .AddSingleton<SitePools>()
        .AddSingleton<IdentityChecks>()
        .AddSingleton<DestinationChecks>()
        .AddSingleton<DomainChecks>()
        .AddSingleton<SessionAccess>()
        .AddSingleton<NodeChecks>()
        .AddSingleton<SetUpChecks>()
        .AddSingleton<SetUpLease>()
        .AddSingleton<ISessionChecker>(provider => provider.GetRequiredService<SetUpChecks>())
        .AddSingleton<IPolicyChecker, PolicyChecker>();

    /// <summary>Names all activities to an engine.</summary>
    public static DurableRegistry AddActivities(this DurableRegistry registry) => registry
        .AddActivity<BeginRun>()
        .AddActivity<ClaimSite>()
        .AddActivity<RenewSiteLease>()
        .AddActivity<SettleDeadRun>()
        .AddActivity<FindLeftovers>()
        .AddActivity<MergeLeftover>()
        .AddActivity<CheckSource>()
        .AddActivity<CheckDomain>()
        .AddActivity<CheckDestination>()
        .AddActivity<TellHypervisor>()
        .AddActivity<TuneChangelog>()
        .AddActivity<TuneSession>()
        .AddActivity<RefreshDefinitions>()
        .AddActivity<PlanVms>()
        .AddActivity<SnapshotVm>()
        .AddActivity<StopSnapshots>()
        .AddActivity<StopProbes>()
        .AddActivity<LeaveOutVm>()
        .AddActivity<FindStraySnapshots>()
        .AddActivity<FindFrozenVolumes>()
        .AddActivity<LeaveOutDestination>()
        .AddActivity<SetCheckpoint>()
        .AddActivity<ReadCheckpoint>()
        .AddActivity<AwaitRollover>()
        .AddActivity<MarkVolume>()
        .AddActivity<VerifyHeld>()
        .AddActivity<DigestImages>()
        .AddActivity<StartSession>()
        .AddActivity<LookAtSession>()
        .AddActivity<ExamineSecondary>()
        .AddActivity<RestartSession>()
        .AddActivity<CompareContent>()
        .AddActivity<CureContent>()
        .AddActivity<RecordRecoveryPoint>()
        .AddActivity<FindVmsNotWhole>()
        .AddActivity<ExplainFailure>()
        .AddActivity<FailDestination>()
        .AddActivity<HoldSession>()
        .AddActivity<MergeVm>()
        .AddActivity<RecordMergeFailure>()
        .AddActivity<CleanSecondary>()
        .AddActivity<FinishRun>()
        .AddSetUp()
        .AddRepair();

    private static DurableRegistry AddSetUp(this DurableRegistry registry) => registry
        .AddActivity<ClaimPool>()
        .AddActivity<ReleasePool>()
        .AddActivity<CheckSetUp>()
        .AddActivity<GatherKeys>()
        .AddActivity<EnableMountbroker>()
        .AddActivity<RevertMountbroker>()
        .AddActivity<AuthorizeKeys>()
        .AddActivity<RevokeKeys>()
        .AddActivity<ProveLogin>()
        .AddActivity<GuardSecondary>()
        .AddActivity<UnguardSecondary>()
        .AddActivity<CreateSession>()
        .AddActivity<RemoveCreatedSession>()
        .AddActivity<ConfigureSession>()
        .AddActivity<StartNewSession>()
        .AddActivity<MarkPrimary>()
        .AddActivity<RestartNewSession>()
        .AddActivity<LookAtNewSession>()
        .AddActivity<ExplainNewSession>();

    private static DurableRegistry AddRepair(this DurableRegistry registry) => registry
        .AddActivity<ClaimSession>()
        .AddActivity<ReleaseSession>()
        .AddActivity<ExamineSession>()
        .AddActivity<FindLostChanges>()
        .AddActivity<SetMark>()
        .AddActivity<LookAtFeed>()
        .AddActivity<ListFiles>()
        .AddActivity<CompareFiles>()
        .AddActivity<RenewKeys>()
        .AddActivity<StopToRepair>()
        .AddActivity<MakeSafe>()
        .AddActivity<CarryAgain>()
        .AddActivity<AwaitBrickRollover>()
        .AddActivity<StartRepaired>()
        .AddActivity<ForgetSession>()
        .AddActivity<RemakeSession>();
}
