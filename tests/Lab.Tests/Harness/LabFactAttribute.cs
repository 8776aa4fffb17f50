namespace GlusterDr.Tests.Lab;

/// <summary>A test that needs the lab: real GlusterFS, sshd, libvirt and a live guest. <c>./test</c> says where it can run.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LabFactAttribute : FactAttribute
{
    /// <summary>Skips where the lab was not asked for.</summary>
    public LabFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("GLUSTERDR_LAB") != "1")
        {
            Skip = "GLUSTERDR_LAB is not 1: the lab is left out";
        }
    }
}
