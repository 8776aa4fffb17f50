using System.Text;

namespace GlusterDr.Simulators;

/// <summary>What another process can request besides commands: reports, and faults at the sites.</summary>
public sealed class SitesControl(SimulatedWorld world)
{
    private readonly Dictionary<string, (string Usage, Action<SimulatedWorld, IReadOnlyList<string>> Do)> _happenings = new(StringComparer.Ordinal)
    {
        ["kill-feeds"] = ("the feeds of all sessions die now", (w, _) => Sessions(w, s => s.KillFeeds())),
        ["kill-next-feeds"] = ("COUNT: the next registrations of each session have dead feeds", (w, a) => Sessions(w, s => s.KillNextFeeds(int.Parse(a[0])))),
        ["cut-links"] = ("no session reaches its secondary", (w, _) => Sessions(w, s => s.LinkCut = true)),
        ["mend-links"] = ("they do again", (w, _) => Sessions(w, s => s.LinkCut = false)),
        ["trap"] = ("rsync transfers nothing without secondary-access-mount", (w, _) => Sessions(w, Trap)),
        ["host-down"] = ("HOST: it loses its power", (w, a) => Node(w, a[0]).SetUp(false)),
        ["host-up"] = ("HOST: it has it again", (w, a) => Node(w, a[0]).SetUp(true)),
        ["glusterd-down"] = ("HOST: its glusterd ends", (w, a) => Node(w, a[0]).SetGlusterd(false)),
        ["glusterd-up"] = ("HOST: its glusterd starts", (w, a) => Node(w, a[0]).SetGlusterd(true)),
        ["restart-brick"] = ("SITE VOLUME NUMBER: a brick is restarted; what its changelog held is lost", (w, a) => Volume(w, a).RestartBrick(int.Parse(a[2]))),
        ["fill"] = ("SITE VOLUME: no room is left", (w, a) => Volume(w, a).SetFull(true)),
        ["empty"] = ("SITE VOLUME: there is room again", (w, a) => Volume(w, a).SetFull(false)),
        ["corrupt"] = ("SITE VOLUME FILE: it differs from the primary's, and nothing says so", (w, a) => Volume(w, a).Corrupt(a[2])),
        ["stop-vm"] = ("VM: it is shut off", (w, a) => w.Machines[a[0]].Stop()),
        ["start-vm"] = ("VM: it runs", (w, a) => w.Machines[a[0]].Start()),
    };

    /// <summary>The possible requests, each with its meaning.</summary>
    public IEnumerable<string> Usage => _happenings.Select(h => $"{h.Key} {h.Value.Usage}")
        .Prepend("requests: how many requests engines had, by kind; what they refused is counted apart")
        .Prepend("commands: how many commands came in, by kind")
        .Prepend("report: what the copies hold, and whether anything is left or was done that must not be");

    /// <summary>Carries out a request. Returns its output.</summary>
    public string Do(string what, IReadOnlyList<string> arguments)
    {
        switch (what)
        {
            case "report":
                return Report();
            case "commands":
                return string.Concat(world.CommandCounts.Select(c => $"{c.Value,7}  {c.Key}\n"));
            case "requests":
                return Requests();
            default:
                if (!_happenings.TryGetValue(what, out var happening))
                {
                    return $"What may happen:\n{string.Concat(Usage.Select(u => $"  {u}\n"))}";
                }

                world.Change(() => happening.Do(world, arguments));
                return $"{what} {string.Join(' ', arguments)}\n";
        }
    }

    private string Requests() => string.Concat(world.Engines
        .SelectMany(e => e.Exchanges)
        .GroupBy(e => $"{e.Kind}{(e.Query.Contains("search=", StringComparison.Ordinal) ? " by search" : "")}{(e.Status is >= 200 and < 300 ? "" : $" ({e.Status})")}")
        .OrderBy(g => g.Key, StringComparer.Ordinal)
        .Select(g => $"{g.Count(),7}  {g.Key}\n"));

    private string Report()
    {
        StringBuilder text = new();
        foreach (SimulatedSession session in world.Sessions)
        {
            foreach (SimulatedMachine machine in world.Machines.All)
            {
                JournalState state = world.JournalAt(session.Secondary, machine.Name);
                string frozen = machine.Snapshots.Count == 0 ? "" : $"; frozen last: record {machine.Snapshots[^1].Records}";
                text.Append($"{session.Secondary.Site.Name}/{session.Secondary.Name} {machine.Name}: {state.Kind.ToString().ToLowerInvariant()} up to record {state.Records}{frozen}\n");
            }
        }

        IReadOnlyList<string> untidy = world.Untidy();
        text.Append(untidy.Count == 0 ? "Nothing is left, and no rule was broken.\n" : string.Concat(untidy.Select(u => $"! {u}\n")));
        return text.ToString();
    }

    private static void Sessions(SimulatedWorld world, Action<SimulatedSession> action) => world.Sessions.ToList().ForEach(action);

    private static void Trap(SimulatedSession session)
    {
        session.HasRsyncTrap = true;
        session.Config.Reset("secondary_access_mount");
    }

    private static SimulatedNode Node(SimulatedWorld world, string name) => world.Sites.SelectMany(s => s.Nodes).Single(n => n.Name == name);

    private static SimulatedVolume Volume(SimulatedWorld world, IReadOnlyList<string> arguments) => world.Site(arguments[0]).Volume(arguments[1]);
}
