using GlusterDr.Errors;

namespace GlusterDr.Sessions.Options;

/// <summary>Errors in a setting of a session that are found before Gluster is called.</summary>
internal static class SettingErrors
{
    public static DrException Unknown(string name, string? nearest) => Invalid(
        $"A session has no option '{name}'.",
        nearest is null ? "List the options." : $"Did you mean {nearest}? List the options.",
        AdvisedAction.Of(AdviceCodes.ListSessionOptions));

    public static DrException Internal(string name, string why) => Invalid($"'{name}' is internal and must not be changed: {why}.", "Do not change it.");

    public static DrException Value(SessionOption option, string value) => Invalid(
        $"'{Shown(value)}' is not a valid value of {option.Name}.", $"Use {option.Allowed}, or reset the option to its default.");

    public static DrException Unsafe(SessionOption option, string value, string why) => new(new Error(
        ErrorCodes.SettingUnsafe, ErrorClass.Permanent, $"{option.Name} = {Shown(value)} is unsafe for VM images: {why}.",
        Advice: "Do not set it. If you are sure, repeat the request with force."));

    public static DrException Invalid(string message, string advice, params IReadOnlyList<AdvisedAction> actions) =>
        new(new Error(ErrorCodes.SettingInvalid, ErrorClass.Permanent, message).Advise(new(advice, actions)));

    private static string Shown(string value) => value.Length <= 80 ? value : $"{value[..80]}...";
}
