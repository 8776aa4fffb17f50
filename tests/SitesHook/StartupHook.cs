using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using GlusterDr.SitesHook;

/// <summary>
/// .NET loads this into the published worker before its Main (DOTNET_STARTUP_HOOKS names this assembly). It replaces the app's connection to
/// hosts by simulated sites. Everything else of the process is as published.
/// </summary>
#pragma warning disable CA1050, CA1515 // .NET requires this name, without a namespace.
public static class StartupHook
#pragma warning restore CA1050, CA1515
{
    private static readonly string s_directory = Path.GetDirectoryName(typeof(StartupHook).Assembly.Location)!;

    /// <summary>Called by .NET.</summary>
    public static void Initialize()
    {
        AssemblyLoadContext.Default.Resolving += Resolve;
        DiagnosticListener.AllListeners.Subscribe(new HostWatcher());
    }

    // Assemblies that the app lacks are in this assembly's directory.
    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name)
    {
        string path = Path.Combine(s_directory, $"{name.Name}.dll");
        return File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
    }
}
