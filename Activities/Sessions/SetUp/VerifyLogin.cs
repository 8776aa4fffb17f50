using GlusterDr.Activities.Sessions.SetUp.Checks;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Sessions.Control;
using GlusterDr.Sessions.SetUp;

namespace GlusterDr.Activities.Sessions.SetUp;

/// <summary>Logs in from each primary node at each secondary node, as gsyncd does: a key that was copied is not always accepted.</summary>
public sealed class VerifyLogin(SessionAgent agent) : Activity<SetUpStep, bool>
{
    private const int SshPort = 22;
    private const int Most = 5;

    /// <inheritdoc/>
    /// <exception cref="DrException"><see cref="ErrorCodes.SessionKeysRefused"/>.</exception>
    public override async Task<bool> RunAsync(ActivityContext context, SetUpStep input)
    {
        NodeWay[] ways = [.. input.Plan.SecondaryNodes.Select(n => new NodeWay(n.Name, SshPort))];
        IReadOnlyList<IReadOnlyList<NodeWay>> tried = await EachNode.RunAsync(input.Plan.PrimaryNodes, node => agent.LogInAsync(
            node, ways, input.Request.User, input.Request.Session.SecondaryVolume, context.CancellationToken));
        string[] refused =
        [
            .. tried.SelectMany((all, i) => all.Where(w => w.Problem is not null)
                .Select(w => $"{input.Plan.PrimaryNodes[i].Name} at {input.Request.User}@{w.Host}: {w.Problem}")),
        ];
        return refused.Length == 0 ? true : throw new DrException(new Error(
            ErrorCodes.SessionKeysRefused,
            ErrorClass.Transient,
            $"The keys are there, but gsyncd could not log in: {Join(refused)}.",
            input.Request.Session.SecondaryHost,
            "ssh -i /var/lib/glusterd/geo-replication/secret.pem, on the primary nodes",
            "Check sshd's log on the secondary node, PermitRootLogin, AllowUsers, and the permissions of the home directory; for an unprivileged user also its shell."));
    }

    private static string Join(string[] all) =>
        string.Join("; ", all.Take(Most)) + (all.Length > Most ? $"; and {all.Length - Most} more" : "");
}
