using static GlusterDr.Sessions.Options.SessionOptionKind;

namespace GlusterDr.Sessions.Options;

/// <content>What is transferred, and how.</content>
public static partial class SessionOptions
{
    private static SessionOption[] Transfer =>
    [
        new(SyncMethod, Choice, "rsync", "How data is transferred: rsync, or tar over ssh.")
        {
            Choices = ["rsync", "tarssh"],
            Hazards = new Dictionary<string, string> { ["tarssh"] = "only rsync replicates shards of VM images correctly, and every run refuses a session without it" },
        },
        new(SyncJobs, Number, "3", "How many rsync processes run at once for each Active worker.")
        {
            Min = 1, Max = 100, Caution = "A bandwidth limit applies to each rsync process: set the bandwidth limit of the session again after this.",
        },
        new(RsyncOptions, Words, "", "More options for rsync.")
        {
            Caution = "The bandwidth limit of the session is a part of this option. --ignore-times makes rsync transfer shards that changed within one second and kept their size.",
        },
        new("rsync-ssh-options", Words, "", "More options for the ssh that rsync runs through."),
        new("rsync-opt-existing", Flag, "true", "Passes --existing to rsync: only files that the session created are written.")
        {
            Hazards = Any("rsync would create files with other gfids than the primary's"),
        },
        new("rsync-opt-ignore-missing-args", Flag, "true", "Passes --ignore-missing-args to rsync: a file that was deleted since is not a failure."),
        new("max-rsync-retries", Number, "10", "How often a batch is tried; then it is skipped, and its files stay different.")
        {
            Min = 1, Caution = "A skipped batch does not count as a failure.",
        },
        new("use-rsync-xattrs", Flag, "false", "Makes rsync transfer the internal attributes of geo-replication.")
        {
            Hazards = Any("it is meant for chains of sessions, and needs root at both sites"),
        },
        new("sync-xattrs", Flag, "true", "Replicates extended attributes.")
        {
            Hazards = Any("the size of a sharded file is an extended attribute: images would have the wrong size"),
        },
        new("sync-acls", Flag, "true", "Replicates access control lists."),
        new("ignore-deletes", Flag, "false", "Does not replicate deletions.")
        {
            Hazards = Any("overlays of every run would pile up at the secondary until it is full"),
        },
        new("gfid-conflict-resolution", Flag, "true", "Moves a file at the secondary away if a file of the primary needs its name.")
        {
            Hazards = Any("a conflict would then stay, and the file would not be replicated"),
        },
        new("change-detector", Choice, "changelog", "How changes are detected: the changelog, or a crawl of the whole volume.")
        {
            Choices = ["changelog", "xsync"],
            Hazards = new Dictionary<string, string> { ["xsync"] = "a crawl misses deletions and renames, and checkpoints are not reliable" },
        },
        new("change-interval", Number, "5", "Seconds between two checks for new changelogs.")
        {
            Min = 1, Caution = "A policy may set it for its runs (changelog.change-interval).",
        },
        new("changelog-batch-size", Number, "727040", "Bytes of changelogs that are processed at once; a worker that dies begins its batch again.") { Min = 1 },
        new("special-sync-mode", Choice, "", "For failback of a volume after a failover: blind, wrapup or recover.")
        {
            Choices = ["blind", "wrapup", "recover"], Hazards = Any("it compares by rules with which a copy cannot be verified"),
        },
        new(Checkpoint, Moment, "0", "The time of the checkpoint: changes made before it must have arrived.")
        {
            RestartsWorkers = false, Caution = "Every run sets its own.",
        },
    ];
}
