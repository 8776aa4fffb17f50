namespace GlusterDr.Simulators;

/// <summary>What the engine calls a machine's status when it speaks to people.</summary>
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
