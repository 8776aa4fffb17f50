using GlusterDr.Errors;

namespace GlusterDr.Sessions;

/// <summary>What is wrong with a setting of a session, before Gluster has seen it.</summary>
internal static class SettingErrors
{
    public static DrException Unknown(string name, string? nearest) => Invalid(
        $"There is no option '{name}' of a session.",
        nearest is null ? "See `glusterdr session config list`." : $"Did you mean {nearest}? See `glusterdr session config list`.");

    public static DrException Internal(string name, string why) => Invalid($"'{name}' is not for people to change: {why}.", "Leave it as it is.");

    public static DrException Value(SessionOption option, string value) => Invalid(
        $"'{Shown(value)}' is no value of {option.Name}.", $"Use {option.Allowed}; `glusterdr session config reset` puts it back to its default.");

    public static DrException Unsafe(SessionOption option, string value, string why) => new(new Error(
        ErrorCodes.SettingUnsafe, ErrorClass.Permanent, $"{option.Name} = {Shown(value)} is unsafe for VM images: {why}.",
        Advice: "Leave it, or say --force when you know better."));

    public static DrException Invalid(string message, string advice) =>
        new(new Error(ErrorCodes.SettingInvalid, ErrorClass.Permanent, message, Advice: advice));

    private static string Shown(string value) => value.Length <= 80 ? value : $"{value[..80]}...";
}
