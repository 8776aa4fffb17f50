namespace GlusterDr.Tests.Shared.Gluster;

/// <summary>A test that runs the agent's script; left out, with the reason, where there is no python3.</summary>
public sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute()
    {
        bool found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(p => File.Exists(Path.Combine(p, "python3")));
        Skip = OperatingSystem.IsLinux() && found ? null : "python3 is not installed here.";
    }
}
