using System.Diagnostics;
using GlusterDr.Remote;
using GlusterDr.Simulators;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace GlusterDr.SitesHook;

/// <summary>Changes the services of each host that is built in the process, in the way of ASP.NET's own tests.</summary>
internal sealed class HostWatcher : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    /// <summary>The variable with the socket of the sites; see <see cref="SitesServer"/>.</summary>
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
