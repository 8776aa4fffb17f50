using GlusterDr.Errors;
using GlusterDr.Remote;

namespace GlusterDr.Local.Cli.Text;

/// <summary>Errors and what to do about them, with commands of <c>glusterdr</c> that can be pasted.</summary>
internal static class AdviceText
{
    /// <summary>An error in lines: code and message, the command that was tried, the fix, and below it each command.</summary>
    public static string Of(Error error)
    {
        string plain = (error with { Actions = null }).ToString();
        string[] commands = Commands(error);
        string fix = error.Advice is null && commands.Length > 0 ? "\n  fix:" : "";
        return plain + fix + string.Concat(commands.Select(c => $"\n       {c}"));
    }

    /// <summary>The commands that an error advises, in this order.</summary>
    public static string[] Commands(Error error) => [.. (error.Actions ?? []).Select(Command)];

    /// <summary>The command of an action, quoted for a shell. That of a newer version is shown as it came.</summary>
    public static string Command(AdvisedAction action) => Words(action) is { } words
        ? $"glusterdr {PosixShell.Quote(words.OfType<string>())}"
        : $"({action})";

    private static string?[]? Words(AdvisedAction action) => action.Code switch
    {
        AdviceCodes.StorePolicy => ["apply", "-f", "policy.yaml"],
        AdviceCodes.ListPolicies => ["policies"],
        AdviceCodes.StartRun => ["sync", action.Arguments.GetValueOrDefault("policy", "POLICY")],
        AdviceCodes.ListRuns => ["runs"],
        AdviceCodes.FollowRun => ["run", Run(action), "--follow"],
        AdviceCodes.CancelRun => ["cancel", Run(action)],
        AdviceCodes.ListOperations => ["operations"],
        AdviceCodes.FollowOperation => ["operations", Operation(action), "--follow"],
        AdviceCodes.CancelOperation => ["operations", Operation(action), "--cancel"],
        AdviceCodes.ReceiveEvents => ["serve", "--events", "ADDRESS:PORT", "--events-token", "REFERENCE"],
        _ => SessionWords(action) is { } words ? ["session", .. words] : null,
    };

    private static string?[]? SessionWords(AdvisedAction action) => action.Code switch
    {
        AdviceCodes.ListSessions => ["list", "--host", action.Arguments.GetValueOrDefault("host", "HOST")],
        AdviceCodes.ShowSession => ["show", Session(action)],
        AdviceCodes.StartSession => ["start", Session(action), Force(action)],
        AdviceCodes.StopSession => ["stop", Session(action), Force(action)],
        AdviceCodes.PauseSession => ["pause", Session(action), Force(action)],
        AdviceCodes.ResumeSession => ["resume", Session(action), Force(action)],
        AdviceCodes.RemoveSession => ["remove", Session(action), Switch(action, "resetSyncTime", "--reset-sync-time"), Force(action)],
        AdviceCodes.CleanSession => ["clean", Session(action), .. Option(action, "secondaryHost", "--secondary-host")],
        AdviceCodes.CreateSession =>
        [
            "create", "--host", action.Arguments.GetValueOrDefault("host", "HOST"), action.Arguments.GetValueOrDefault("volume", "VOLUME"),
            action.Arguments.GetValueOrDefault("secondary", "HOST::VOLUME"), Force(action),
        ],
        AdviceCodes.DiagnoseSession => ["diagnose", Session(action), Switch(action, "all", "--all")],
        AdviceCodes.RepairSession => ["repair", Session(action), .. Option(action, "file", "--file"), Switch(action, "recreate", "--recreate"), Force(action)],
        AdviceCodes.ListSessionOptions => ["config", "list", Session(action)],
        AdviceCodes.SetSessionOption =>
            ["config", "set", Session(action), action.Arguments.GetValueOrDefault("option", "OPTION"), action.Arguments.GetValueOrDefault("value", "VALUE")],
        _ => null,
    };

    private static string Session(AdvisedAction action) => action.Arguments.GetValueOrDefault(AdvisedAction.Session, "SESSION");

    private static string Run(AdvisedAction action) => action.Arguments.GetValueOrDefault(AdvisedAction.Run, "RUN");

    private static string Operation(AdvisedAction action) => action.Arguments.GetValueOrDefault(AdvisedAction.Operation, "OPERATION");

    private static string? Force(AdvisedAction action) => Switch(action, AdvisedAction.Force, "--force");

    private static string? Switch(AdvisedAction action, string name, string word) => action.Has(name) ? word : null;

    private static string[] Option(AdvisedAction action, string name, string word) =>
        action.Arguments.TryGetValue(name, out string? value) ? [word, value] : [];
}
