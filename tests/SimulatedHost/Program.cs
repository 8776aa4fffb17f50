using GlusterDr.Local.Cli;
using GlusterDr.Remote;
using GlusterDr.SimulatedHost;
using GlusterDr.Simulators;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

// Sites in another process are named by a variable, because the command line is that of glusterdr. Without the variable: the demo.
if (Environment.GetEnvironmentVariable("GLUSTERDR_SIMULATED_SITES") is not { Length: > 0 } socket)
{
    return await Demo.RunAsync();
}

SitesClient sites = await SitesClient.ConnectAsync(socket);
return await GlusterDrCommand.RunAsync(args, services => services
    .Replace(ServiceDescriptor.Singleton<IRemoteRunner>(sites))
    .Replace(ServiceDescriptor.Singleton(sites.Clock)));
