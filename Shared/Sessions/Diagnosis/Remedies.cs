using GlusterDr.Replication;
using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Sessions.Diagnosis;

/// <summary>Command lines that an operator can paste. Names have been checked against what Gluster allows: none needs quotes.</summary>
internal sealed class Remedies(SessionView view)
{
    private readonly GeoRepSession _session = view.Session;
    private readonly string _host = view.Name.Split('/')[0];

    public Trouble.Remedy Restart => new("Stop and start the session.", $"glusterdr session repair {view.Name}");

    public Trouble.Remedy Repair => new("Repair the session, and verify the result.", $"glusterdr session repair {view.Name}");

    public Trouble.Remedy Again => new("Then diagnose again.", $"glusterdr session diagnose {view.Name}");

    public Trouble.Remedy Start => new("Then start the session.", $"glusterdr session start {view.Name}");

    public Trouble.Remedy AtSecondary(string text, string command) => new(text, command, _session.SecondaryHost);

    public Trouble.Remedy AtPrimary(string text, string command) => new(text, command, _host);

    public Trouble.Remedy Gluster(string text, string arguments) =>
        AtPrimary(text, $"gluster volume geo-replication {_session.PrimaryVolume} {_session.SecondaryUrl} {arguments}");

    public Trouble.Remedy PushKeys => Gluster("Or have Gluster copy them, which requires a root login from this node to the secondary.", "create push-pem force");
}
