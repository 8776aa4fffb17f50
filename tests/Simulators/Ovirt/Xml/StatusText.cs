namespace GlusterDr.Simulators;

/// <summary>The names of a machine's status in the engine's messages.</summary>
internal static class StatusText
{
    public static string Of(EngineVm vm) => vm.Status switch
    {
        "image_locked" => "Image Locked",
        "migrating" => "Migrating",
        "up" => "Up",
        "paused" => "Paused",
        _ => "Down",
    };
}
