using GlusterDr.Ids;

namespace GlusterDr.Simulators;

/// <summary>Rules that each deletion of a file must keep, at both sites.</summary>
internal static class Deletions
{
    private const string Mark = ".committed";

    /// <summary>The run that an overlay, or the file beside it, belongs to. Null: the file is neither.</summary>
    public static string? OverlayOf(string path) =>
        RunId.OfOverlay(path.EndsWith(Mark, StringComparison.Ordinal) ? path[..^Mark.Length] : path);

    public static void Check(SimulatedVolume volume, string path, string by)
    {
        SimulatedWorld world = volume.Site.World;
        if (world.Machines.UserOf(volume, path) is { } user)
        {
            world.Violate($"{by}: deletes {path}, which is in a chain of {user.Name}");
        }

        if (!world.IsOverlay(path))
        {
            world.Violate($"{by}: deletes {path}, which is no overlay of a run");
        }

        // At a secondary: the copy of an overlay must stay as long as the primary still needs the overlay.
        IEnumerable<SimulatedVolume> primaries = world.Sessions.Where(s => s.Secondary == volume).Select(s => s.Primary);
        if (primaries.Select(p => world.Machines.UserOf(p, path)).FirstOrDefault(m => m is not null) is { } runsOnIt)
        {
            world.Violate($"{by}: deletes the copy of {path}, on which {runsOnIt.Name} still runs at the primary");
        }

        if (world.Sessions.FirstOrDefault(s => s.Secondary == volume && !s.IsStill) is { } session)
        {
            world.Violate($"{by}: deletes {path} at a secondary while its session {session.Primary.Name} -> {session.SecondaryUrl} runs");
        }
    }
}
