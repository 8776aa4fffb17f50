using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using GlusterDr.SitesHook;

/// <summary>
/// Loaded by .NET into the published worker before its own first line (DOTNET_STARTUP_HOOKS names this assembly): the app's way to the
/// hosts then leads to simulated sites. All else of the process is as published.
/// </summary>
#pragma warning disable CA1050, CA1515 // .NET looks for this very name, in no namespace.
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

    // What the app has not got stands beside this assembly.
    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name)
    {
        string path = Path.Combine(s_directory, $"{name.Name}.dll");
        return File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
    }
}
