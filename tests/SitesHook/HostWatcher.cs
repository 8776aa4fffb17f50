using System.Diagnostics;
using GlusterDr.Remote;
using GlusterDr.Simulators;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace GlusterDr.SitesHook;

/// <summary>Sees each host that is built in the process, and changes its services, as ASP.NET's own tests do.</summary>
internal sealed class HostWatcher : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    /// <summary>The socket of the sites; see <see cref="SitesServer"/>.</summary>
    private const string Setting = "GLUSTERDR_SITES";

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.Extensions.Hosting")
        {
            value.Subscribe(this);
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value is { Key: "HostBuilding", Value: IHostBuilder builder } && Environment.GetEnvironmentVariable(Setting) is { } socket)
        {
            builder.ConfigureServices(services => services.Replace(ServiceDescriptor.Singleton<IRemoteRunner>(
                _ => SitesClient.ConnectAsync(socket).GetAwaiter().GetResult())));
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}
