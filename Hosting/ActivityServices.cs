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
using GlusterDr.Policies;
using GlusterDr.Sessions.SetUp;
using Microsoft.Extensions.DependencyInjection;

namespace GlusterDr.Hosting;

/// <summary>The services that activities need, for any host.</summary>
public static class ActivityServices
{
    /// <summary>Adds the services of activities. The host adds the store, the remote runner, the hypervisors, the clock, and listeners.</summary>
    public static IServiceCollection AddActivities(this IServiceCollection services) => services
        .AddSingleton<RunAccess>()
        .AddSingleton<ProbePlan>()
        .AddSingleton<RunEndNotifier>()
        .AddSingleton<SessionStopper>()
        .AddSingleton<SecondaryHealth>()
        .AddSingleton<EarlyWrites>()
        .AddSingleton<ChangesDuringRun>()
        .AddSingleton<SourceChecks>()
        .AddSingleton<VolumeChecks>()
        .AddSingleton<BrickChecks>()
        .AddSingleton<ClockChecks>()
        .AddSingleton<SitePools>()
        .AddSingleton<IdentityChecks>()
        .AddSingleton<DestinationChecks>()
        .AddSingleton<StorageDomainChecks>()
        .AddSingleton<SessionAccess>()
        .AddSingleton<NodeChecks>()
        .AddSingleton<SetUpChecks>()
        .AddSingleton<SetUpLease>()
        .AddSingleton<ISessionChecker>(provider => provider.GetRequiredService<SetUpChecks>())
        .AddSingleton<IPolicyChecker, PolicyChecker>();
}
