using GlusterDr.Errors;
using GlusterDr.Replication;
using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Sessions.Diagnosis;

/// <summary>The fixes of a diagnosis: actions of GlusterDr, and commands to paste. Gluster allows no name that needs quotes.</summary>
internal sealed class Remedies(SessionView view)
{
    private readonly GeoRepSession _session = view.Session;
    private readonly string _host = view.Name.Split('/')[0];

    public Trouble.Remedy Restart => Do("Stop and start the session.", AdviceCodes.RepairSession);

    public Trouble.Remedy Repair => Do("Repair the session, and verify the result.", AdviceCodes.RepairSession);

    public Trouble.Remedy Again => Do("Then diagnose again.", AdviceCodes.DiagnoseSession);

    public Trouble.Remedy Start => Do("Then start the session.", AdviceCodes.StartSession);

    /// <summary>An action on this session.</summary>
    public Trouble.Remedy Do(string text, string code, params ReadOnlySpan<string> switches) =>
        new(text) { Action = AdvisedAction.OnSession(code, view.Name, switches) };

    public Trouble.Remedy AtSecondary(string text, string command) => new(text, command, _session.SecondaryHost);

    public Trouble.Remedy AtPrimary(string text, string command) => new(text, command, _host);

    public Trouble.Remedy Gluster(string text, string arguments) =>
        AtPrimary(text, $"gluster volume geo-replication {_session.PrimaryVolume} {_session.SecondaryUrl} {arguments}");

    public Trouble.Remedy PushKeys => Gluster("Or have Gluster copy them, which requires a root login from this node to the secondary.", "create push-pem force");
}
