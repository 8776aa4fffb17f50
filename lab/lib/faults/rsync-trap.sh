# rsync 3.5.0 replicates empty files: the session runs without the workaround secondary-access-mount
# node: s1
# shellcheck shell=bash
# Gluster refuses a command while another one is at work on the volume.
turn_on() { wait_for 60 set_rsync_trap "$1" true; }
turn_off() { wait_for 60 set_rsync_trap "$1" false; }
