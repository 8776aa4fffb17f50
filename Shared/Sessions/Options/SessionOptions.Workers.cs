using static GlusterDr.Sessions.Options.SessionOptionKind;

namespace GlusterDr.Sessions.Options;

/// <content>How the workers find their secondary and each other.</content>
public static partial class SessionOptions
{
    private static SessionOption[] Workers =>
    [
        new("use-meta-volume", Flag, "false", "The workers of a subvolume agree on who is Active by a lock on the meta volume.")
        {
            Caution = "It needs gluster_shared_storage, mounted on every primary node. Without it, two bricks of a subvolume on one node are both Active.",
        },
        new("meta-volume-mnt", Folder, "/run/gluster/shared_storage", "Where the meta volume is mounted."),
        new("replica-failover-interval", Number, "1", "Seconds after which a Passive worker checks whether it must take over."),
        new("connection-timeout", Number, "60", "Seconds within which a worker must have connected and mounted.") { Min = 1 },
        new(SecondaryTimeout, Number, "120", "Seconds without traffic after which the secondary closes the connection; 0: never.")
        {
            Caution = "A pause that is longer breaks the connection. Runs of a policy that pauses its session between runs set it.",
        },
        new("access-mount", Flag, "false", "Keeps the worker's mount of the primary accessible for people.") { Caution = "For finding a fault; mounts are left behind." },
        new("secondary-access-mount", Flag, "false", "Keeps the mount at the secondary accessible for people.")
        {
            Caution = "With rsync 3.5.0 at the secondary, content is replicated only if this is true: files stay empty otherwise.",
        },
        new("isolated-secondarys", Text, "", "Secondary nodes that workers must not connect to."),
        new("allow-network", Text, "", "Not used by GlusterFS 10."),
        new("gluster-params", Words, "aux-gfid-mount acl", "Options of the worker's mount of the primary.") { Hazards = Any("the session works only with these") },
        new("secondary-gluster-params", Words, "aux-gfid-mount acl", "Options of the mount at the secondary.") { Hazards = Any("the session works only with these") },
        new("gluster-cli-options", Words, "", "Options of the gluster command that gsyncd runs."),
        new("ssh-port", Number, "22", "The port of sshd at the secondary.") { Min = 1, Max = 65535 },
        new("ssh-options", Words, null, "Options of the session's ssh, its key among them.") { Caution = "A wrong one makes a start end as Stopped without a message." },
        new("ssh-options-tar", Words, null, "The same for tarssh."),
        new("remote-gsyncd", Text, "", "The path of gsyncd at the secondary, where the session's keys do not name it."),
    ];

    private static SessionOption[] Logs =>
    [
        new("log-level", Choice, "INFO", "How much gsyncd logs at the primary.") { Choices = Levels },
        new("gluster-log-level", Choice, "INFO", "How much the worker's mount logs.") { Choices = Levels },
        new("changelog-log-level", Choice, "INFO", "How much the reader of changelogs logs.") { Choices = Levels },
        new("secondary-log-level", Choice, "INFO", "How much gsyncd logs at the secondary.") { Choices = Levels },
        new("secondary-gluster-log-level", Choice, "INFO", "How much the mount at the secondary logs.") { Choices = Levels },
        new("cli-log-level", Choice, "INFO", "How much the configuration's own commands log.") { Choices = Levels },
        new("log-rsync-performance", Flag, "false", "Logs what each rsync has transferred.") { RestartsWorkers = false },
    ];

    private static SessionOption[] Programs =>
    [
        new("ssh-command", Program, "ssh", "The ssh that workers run."),
        new("rsync-command", Program, "rsync", "The rsync that workers run.") { Caution = "Its version decides whether content arrives: see secondary-access-mount." },
        new("tar-command", Program, "tar", "The tar that workers run."),
        new("gluster-command-dir", Folder, null, "Where the primary has the gluster programs."),
        new("secondary-gluster-command-dir", Folder, null, "Where the secondary has them."),
    ];
}
