namespace GlusterDr.Simulators;

/// <summary>The configuration of a new session, as Gluster 10.3 lists it.</summary>
internal static class SessionDefaults
{
    public static SortedDictionary<string, string> For(string volume, string host, string secondaryVolume)
    {
        string session = $"{volume}_{host}_{secondaryVolume}";
        string dashed = $"{volume}-{host}-{secondaryVolume}";
        return new SortedDictionary<string, string>(Values(session, dashed), StringComparer.Ordinal);
    }

    private static Dictionary<string, string> Values(string session, string dashed) => new(StringComparer.Ordinal)
    {
        ["access_mount"] = "false",
        ["allow_network"] = "",
        ["change_detector"] = "changelog",
        ["change_interval"] = "5",
        ["changelog_archive_format"] = "%Y%m",
        ["changelog_batch_size"] = "727040",
        ["changelog_log_file"] = $"/var/log/glusterfs/geo-replication/{session}/changes-${{local_id}}.log",
        ["changelog_log_level"] = "INFO",
        ["checkpoint"] = "0",
        ["cli_log_file"] = "/var/log/glusterfs/geo-replication/cli.log",
        ["cli_log_level"] = "INFO",
        ["connection_timeout"] = "60",
        ["georep_session_working_dir"] = $"/var/lib/glusterd/geo-replication/{session}/",
        ["gfid_conflict_resolution"] = "true",
        ["gluster_cli_options"] = "",
        ["gluster_command"] = "gluster",
        ["gluster_command_dir"] = "/usr/sbin",
        ["gluster_log_file"] = $"/var/log/glusterfs/geo-replication/{session}/mnt-${{local_id}}.log",
        ["gluster_log_level"] = "INFO",
        ["gluster_logdir"] = "/var/log/glusterfs",
        ["gluster_params"] = "aux-gfid-mount acl",
        ["gluster_rundir"] = "/var/run/gluster",
        ["glusterd_workdir"] = "/var/lib/glusterd",
        ["gsyncd_miscdir"] = "/var/lib/misc/gluster/gsyncd",
        ["ignore_deletes"] = "false",
        ["isolated_secondarys"] = "",
        ["log_file"] = $"/var/log/glusterfs/geo-replication/{session}/gsyncd.log",
        ["log_level"] = "INFO",
        ["log_rsync_performance"] = "false",
        ["max_rsync_retries"] = "10",
        ["meta_volume_mnt"] = "/run/gluster/shared_storage",
        ["pid_file"] = $"/var/run/gluster/gsyncd-{dashed}.pid",
        ["primary_disperse_count"] = "1",
        ["primary_distribution_count"] = "1",
        ["primary_replica_count"] = "1",
        ["remote_gsyncd"] = "",
        ["replica_failover_interval"] = "1",
        ["rsync_command"] = "rsync",
        ["rsync_opt_existing"] = "true",
        ["rsync_opt_ignore_missing_args"] = "true",
        ["rsync_options"] = "",
        ["rsync_ssh_options"] = "",
        ["secondary_access_mount"] = "false",
        ["secondary_gluster_command_dir"] = "/usr/sbin",
        ["secondary_gluster_log_file"] = $"/var/log/glusterfs/geo-replication-secondaries/{session}/mnt-${{primary_node}}-${{primary_brick_id}}.log",
        ["secondary_gluster_log_file_mbr"] = $"/var/log/glusterfs/geo-replication-secondaries/{session}/mnt-mbr-${{primary_node}}-${{primary_brick_id}}.log",
        ["secondary_gluster_log_level"] = "INFO",
        ["secondary_gluster_params"] = "aux-gfid-mount acl",
        ["secondary_log_file"] = $"/var/log/glusterfs/geo-replication-secondaries/{session}/gsyncd.log",
        ["secondary_log_level"] = "INFO",
        ["secondary_timeout"] = "120",
        ["special_sync_mode"] = "",
        ["ssh_command"] = "ssh",
        ["ssh_options"] = "-oPasswordAuthentication=no -oStrictHostKeyChecking=no -i /var/lib/glusterd/geo-replication/secret.pem",
        ["ssh_options_tar"] = "-oPasswordAuthentication=no -oStrictHostKeyChecking=no -i /var/lib/glusterd/geo-replication/tar_ssh.pem",
        ["ssh_port"] = "22",
        ["state_file"] = $"/var/lib/glusterd/geo-replication/{session}/monitor.status",
        ["state_socket_unencoded"] = "",
        ["stime_xattr_prefix"] = "",
        ["sync_acls"] = "true",
        ["sync_jobs"] = "3",
        ["sync_method"] = "rsync",
        ["sync_xattrs"] = "true",
        ["tar_command"] = "tar",
        ["use_meta_volume"] = "false",
        ["use_rsync_xattrs"] = "false",
        ["working_dir"] = $"/var/lib/misc/gluster/gsyncd/{session}/",
    };
}
