namespace GlusterDr.Tests.Shared.Gluster;

/// <summary>A test that makes real images; left out, with the reason, where python3, qemu-img or qemu-io is missing.</summary>
public sealed class QemuFactAttribute : FactAttribute
{
    public QemuFactAttribute()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        string[] missing = [.. new[] { "python3", "qemu-img", "qemu-io" }.Where(p => !folders.Any(f => File.Exists(Path.Combine(f, p))))];
        Skip = missing is [] ? null : $"{string.Join(", ", missing)} not installed here.";
    }
}
