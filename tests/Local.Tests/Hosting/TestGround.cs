using GlusterDr.Api;
using GlusterDr.Durable;
using GlusterDr.Local.Hosting;
using GlusterDr.Policies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GlusterDr.Tests.Local.Hosting;

/// <summary>A real host, store and engine, with a workflow that uses no site.</summary>
internal static class TestGround
{
    public static LocalHostOptions Options(string directory, HostWork work = HostWork.Run) =>
        new() { DataDirectory = directory, Work = work, Replace = Replace };

    public static void Replace(IServiceCollection services)
    {
        services.Replace(ServiceDescriptor.Singleton(
            new DurableRegistry().AddOrchestrator<SyncRun>().AddActivity<BeginTestRun>().AddActivity<EndTestRun>()));
        services.Replace(ServiceDescriptor.Singleton<IPolicyChecker, FakeChecker>());
    }
}
