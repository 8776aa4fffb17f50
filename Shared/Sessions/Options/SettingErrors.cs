using GlusterDr.Errors;

namespace GlusterDr.Sessions.Options;

/// <summary>What is wrong with a setting of a session, before Gluster has seen it.</summary>
internal static class SettingErrors
{
    public static DrException Unknown(string name, string? nearest) => Invalid(
        $"A session has no option '{name}'.",
        nearest is null ? "See `glusterdr session config list`." : $"Did you mean {nearest}? See `glusterdr session config list`.");

    public static DrException Internal(string name, string why) => Invalid($"'{name}' is internal and must not be changed: {why}.", "Do not change it.");

    public static DrException Value(SessionOption option, string value) => Invalid(
        $"'{Shown(value)}' is not a valid value of {option.Name}.", $"Use {option.Allowed}; `glusterdr session config reset` resets it to its default.");

    public static DrException Unsafe(SessionOption option, string value, string why) => new(new Error(
        ErrorCodes.SettingUnsafe, ErrorClass.Permanent, $"{option.Name} = {Shown(value)} is unsafe for VM images: {why}.",
        Advice: "Do not set it; or use --force if you are sure."));

    public static DrException Invalid(string message, string advice) =>
        new(new Error(ErrorCodes.SettingInvalid, ErrorClass.Permanent, message, Advice: advice));

    private static string Shown(string value) => value.Length <= 80 ? value : $"{value[..80]}...";
}
