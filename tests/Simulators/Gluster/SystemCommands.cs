using GlusterDr.Remote;

namespace GlusterDr.Simulators;

/// <summary><c>gluster system:: ...</c>.</summary>
internal static class SystemCommands
{
    private const string Common = "Common secret pub file present at /var/lib/glusterd/geo-replication/common_secret.pem.pub\n";

    public static RemoteResult Run(GlusterCall gluster)
    {
        if (gluster.Words is not ["system::", "execute", "gsec_create"])
        {
            return gluster.Unexpected("system:: is simulated for gsec_create alone");
        }

        foreach (SimulatedNode node in gluster.AnsweringNodes())
        {
            node.Access.HasKeyPair = true;
        }

        return GlusterCall.Out(Common);
    }
}
