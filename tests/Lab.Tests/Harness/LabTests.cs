namespace GlusterDr.Tests.Lab;

/// <summary>Tests that need the lab: real GlusterFS, sshd, libvirt and a live guest. <c>./test</c> says where it can run.</summary>
public abstract class LabTests
{
    /// <summary>Skips the test unless the lab was requested.</summary>
    protected LabTests() => Assert.SkipUnless(LabSites.IsRequested, "the lab was not requested: GLUSTERDR_LAB is not 1");
}
