using GlusterDr.TestKit.Remote;

namespace GlusterDr.Conformance.Remote;

/// <summary>A test against a real sshd on the loopback; left out, with the reason, where none is installed.</summary>
public sealed class SshdFactAttribute : FactAttribute
{
    public SshdFactAttribute()
    {
        if (!File.Exists(Sshd.Program))
        {
            Skip = "sshd is not installed here (package openssh-server).";
        }
    }
}
