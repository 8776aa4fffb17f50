namespace GlusterDr.Tests.Shared.Gluster.Lab;

/// <summary>A test against the real sites of lab/. It changes them, so it runs only where that is asked for.</summary>
public sealed class LabFactAttribute : FactAttribute
{
    public LabFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("GLUSTERDR_LAB_TESTS") != "1" || !File.Exists(Lab.SshConfig))
        {
            Skip = "Bring up lab/ and set GLUSTERDR_LAB_TESTS=1.";
        }
    }
}
