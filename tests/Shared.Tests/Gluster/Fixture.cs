using GlusterDr.Remote;
using GlusterDr.TestKit;

namespace GlusterDr.Tests.Shared.Gluster;

/// <summary>Recorded output of real Gluster: tests/fixtures/gluster.</summary>
internal static class Fixture
{
    public static RemoteResult Result(string name) => new(
        int.Parse(Text($"{name}.rc")), Text($"{name}.stdout"), Text($"{name}.stderr"));

    public static string Text(string file) => File.ReadAllText(Path.Combine(Folder(), file));

    /// <summary>The root of the repository.</summary>
    public static string Root() => Repository.Root;

    private static string Folder() => Repository.At("tests", "fixtures", "gluster");
}
