using GlusterDr.Replication;
using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Sessions.Diagnosis;

/// <summary>Command lines that an operator can paste. Names have been checked against what Gluster allows: none needs quotes.</summary>
internal sealed class Remedies(SessionView view)
{
    private readonly GeoRepSession _session = view.Session;
    private readonly string _host = view.Name.Split('/')[0];

    public Remedy Restart => new("Stop and start the session.", $"glusterdr session repair {view.Name}");

    public Remedy Repair => new("Repair the session, and verify the result.", $"glusterdr session repair {view.Name}");

    public Remedy Again => new("Then diagnose again.", $"glusterdr session diagnose {view.Name}");

    public Remedy Start => new("Then start the session.", $"glusterdr session start {view.Name}");

    public Remedy AtSecondary(string text, string command) => new(text, command, _session.SecondaryHost);

    public Remedy AtPrimary(string text, string command) => new(text, command, _host);

    public Remedy Gluster(string text, string arguments) =>
        AtPrimary(text, $"gluster volume geo-replication {_session.PrimaryVolume} {_session.SecondaryUrl} {arguments}");

    public Remedy PushKeys => Gluster("Or have Gluster copy them, which requires a root login from this node to the secondary.", "create push-pem force");
}
