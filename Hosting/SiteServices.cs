using GlusterDr.Activities.Sync;
using GlusterDr.Activities.Sync.Finish;
using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Leases;
using GlusterDr.Gluster.Logs;
using GlusterDr.Gluster.VerifiedFiles;
using GlusterDr.Hypervisors;
using GlusterDr.Hypervisors.Ovirt.Engine;
using GlusterDr.Leases;
using GlusterDr.Operations;
using GlusterDr.Policies;
using GlusterDr.RecoveryPoints;
using GlusterDr.Remote.Secrets;
using GlusterDr.Runs;
using GlusterDr.Scheduling;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Control;
using GlusterDr.Sessions.Diagnosis;
using GlusterDr.Sessions.Options;
using GlusterDr.Sessions.Origins;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GlusterDr.Hosting;

/// <summary>The services that every host needs, independent of the store and the remote runner.</summary>
public static class SiteServices
{
    /// <summary>Adds the stores of policies and runs. The host adds the document store, the orchestrations' client and the clock.</summary>
    public static IServiceCollection AddRunStores(this IServiceCollection services) => services
        .AddSingleton<PolicyStore>()
        .AddSingleton<RunStore>()
        .AddSingleton<RecoveryPointStore>()
        .AddSingleton<VerifiedFileStore>()
        .AddSingleton<LeaseStore>()
        .AddSingleton<ScheduleStore>()
        .AddSingleton<RunStarter>()
        .AddSingleton<OperationStarter>()
        .AddSingleton<DueRuns>()
        .AddSingleton<HistoryRetention>();

    /// <summary>Adds the clients of Gluster and hypervisors. The host adds the remote runner.</summary>
    public static IServiceCollection AddSites(this IServiceCollection services) => services
        .AddSingleton<ISecretReader, SecretReader>()
        .AddSingleton<IEngineHandlerFactory, EngineHandlerFactory>()
        .AddSingleton<EngineConnections>()
        .AddSingleton<IHypervisorFactory, HypervisorFactory>()
        .AddSingleton<GlusterClient>()
        .AddSingleton<VolumeAgent>()
        .AddSingleton<GSyncLogReader>()
        .AddSessions();

    /// <summary>Adds the leases at sites. A host that runs on changing machines must register its name before.</summary>
    private static IServiceCollection AddSiteLeases(this IServiceCollection services)
    {
        services.TryAddSingleton(new ControlPlaneHost(Environment.MachineName));
        return services.AddSingleton<SiteLeases>();
    }

    /// <summary>Adds the services that read and control sessions.</summary>
    public static IServiceCollection AddSessions(this IServiceCollection services) => services
        .AddSiteLeases()
        .AddSingleton<PoolFinder>()
        .AddSingleton<SessionUse>()
        .AddSingleton<LastVerified>()
        .AddSingleton<NodeReader>()
        .AddSingleton<SessionReader>()
        .AddSingleton<SessionAgent>()
        .AddSingleton<OriginFinder>()
        .AddSingleton<PoolLeases>()
        .AddSingleton<SecondaryCleaner>()
        .AddSingleton<AbandonedOverlays>()
        .AddSingleton<DestinationCatalog>()
        .AddSingleton<SessionCatalog>()
        .AddSingleton<SessionGuard>()
        .AddSingleton<SessionPoints>()
        .AddSingleton<SecondaryChanges>()
        .AddSingleton<SessionSettler>()
        .AddSingleton<SessionControl>()
        .AddSingleton<SessionSettings>();
}
