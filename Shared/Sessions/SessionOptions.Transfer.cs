using static GlusterDr.Sessions.SessionOptionKind;

namespace GlusterDr.Sessions;

/// <content>What is carried, and how.</content>
public static partial class SessionOptions
{
    private static SessionOption[] Transfer =>
    [
        new(SyncMethod, Choice, "rsync", "What carries data: rsync, or tar over ssh.")
        {
            Choices = ["rsync", "tarssh"],
            Hazards = new Dictionary<string, string> { ["tarssh"] = "only rsync carries shards of VM images rightly, and every run refuses a session without it" },
        },
        new(SyncJobs, Number, "3", "How many rsyncs run at once for each Active worker.")
        {
            Min = 1, Max = 100, Caution = "A bandwidth limit is kept for each rsync: set it again after this, with `glusterdr session bandwidth`.",
        },
        new(RsyncOptions, Words, "", "More options for rsync.")
        {
            Caution = "`glusterdr session bandwidth` keeps its limit here. --ignore-times makes rsync carry shards that changed within one second and kept their size.",
        },
        new("rsync-ssh-options", Words, "", "More options for the ssh that rsync runs through."),
        new("rsync-opt-existing", Flag, "true", "Passes --existing to rsync: only what the session made itself is filled.")
        {
            Hazards = Any("rsync would make files of its own, with other gfids than the primary's"),
        },
        new("rsync-opt-ignore-missing-args", Flag, "true", "Passes --ignore-missing-args to rsync: what was deleted meanwhile is no failure."),
        new("max-rsync-retries", Number, "10", "How often a batch is tried; then it is passed over, and what it held stays different.")
        {
            Min = 1, Caution = "A batch that is passed over counts no failure.",
        },
        new("use-rsync-xattrs", Flag, "false", "Lets rsync carry the attributes that geo-replication keeps for itself.")
        {
            Hazards = Any("it is meant for chains of sessions, and needs root at both ends"),
        },
        new("sync-xattrs", Flag, "true", "Carries extended attributes.")
        {
            Hazards = Any("the size of a sharded file is an extended attribute: images would have the wrong size"),
        },
        new("sync-acls", Flag, "true", "Carries access control lists."),
        new("ignore-deletes", Flag, "false", "Does not carry deletions.")
        {
            Hazards = Any("overlays of every run would pile up at the secondary until it is full"),
        },
        new("gfid-conflict-resolution", Flag, "true", "Makes way at the secondary for a file whose name another file bears there.")
        {
            Hazards = Any("a conflict would then stay, and the file would not be carried"),
        },
        new("change-detector", Choice, "changelog", "Where changes are learned from: the changelog, or a crawl of the whole volume.")
        {
            Choices = ["changelog", "xsync"],
            Hazards = new Dictionary<string, string> { ["xsync"] = "a crawl misses deletions and renames, and checkpoints do not mean what they should" },
        },
        new("change-interval", Number, "5", "Seconds between two looks for new changelogs.")
        {
            Min = 1, Caution = "A policy may set it for its runs (changelog.change-interval).",
        },
        new("changelog-batch-size", Number, "727040", "Bytes of changelogs that are worked through at once; a worker that dies begins its batch again.") { Min = 1 },
        new("special-sync-mode", Choice, "", "For giving a volume back after a failover: blind, wrapup or recover.")
        {
            Choices = ["blind", "wrapup", "recover"], Hazards = Any("it compares by other rules than those that a copy can be proven by"),
        },
        new(Checkpoint, Moment, "0", "The mark that says which changes must have arrived.")
        {
            RestartsWorkers = false, Caution = "Every run sets its own.",
        },
    ];
}
