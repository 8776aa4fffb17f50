using static GlusterDr.Sessions.Options.SessionOptionKind;

namespace GlusterDr.Sessions.Options;

/// <content>Options that Gluster lists and accepts, but sets itself.</content>
public static partial class SessionOptions
{
    private const string Place = "it says where Gluster keeps the session; with another value Gluster no longer finds the session";
    private const string Layout = "Gluster works it out from the volume";

    private static SessionOption[] Internals =>
    [
        Own("glusterd-workdir", "/var/lib/glusterd", "Where glusterd keeps its state.", Place),
        Own("georep-session-working-dir", null, "Where glusterd keeps the session.", Place),
        Own("gsyncd-miscdir", "/var/lib/misc/gluster/gsyncd", "Where workers keep the changelogs that they process.", Place),
        Own("working-dir", null, "The same for this session.", Place),
        Own("gluster-rundir", "/var/run/gluster", "Where its process ids are.", Place),
        Own("pid-file", null, "The monitor's process id.", Place),
        Own("state-file", null, "The monitor's state.", Place),
        Own("state_socket_unencoded", "", "Not used any more.", Place),
        Own("gluster-logdir", "/var/log/glusterfs", "Where the logs are.", "the diagnosis reads the logs where Gluster puts them"),
        Own("log-file", null, "gsyncd's log at the primary.", "the diagnosis reads it there"),
        Own("cli-log-file", "/var/log/glusterfs/geo-replication/cli.log", "The log of the configuration's own commands.", "the diagnosis reads it there"),
        Own("changelog-log-file", null, "The log of the reader of changelogs.", "the diagnosis reads it there"),
        Own("gluster-log-file", null, "The log of the worker's mount.", "the diagnosis reads it there"),
        Own("secondary-log-file", null, "gsyncd's log at the secondary.", "the diagnosis reads it there"),
        Own("secondary-gluster-log-file", null, "The log of the mount at the secondary.", "the diagnosis reads it there"),
        Own("secondary-gluster-log-file-mbr", null, "The same for an unprivileged session.", "the diagnosis reads it there"),
        Own("changelog-archive-format", "%Y%m", "How archives of processed changelogs are named.", "it is a pattern of a file name, and nothing depends on it"),
        Own("stime-xattr-prefix", null, "Under which name bricks store the sync time.", "with another one the session would replicate everything again"),
        Own("primary-replica-count", "1", "Bricks of a replica set.", Layout),
        Own("primary-disperse-count", "1", "Bricks of a disperse set.", Layout),
        Own("primary-distribution-count", "1", "Subvolumes.", Layout),
        Own("gluster-command", "gluster", "The gluster command.", "Gluster reserves it: use gluster-command-dir"),
    ];

    private static SessionOption Own(string name, string? standard, string meaning, string why) =>
        new(name, Text, standard, meaning) { Internal = why };
}
