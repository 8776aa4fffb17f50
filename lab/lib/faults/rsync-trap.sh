# rsync 3.5.0 replicates empty files: the session runs without the workaround secondary-access-mount
# node: s1
# shellcheck shell=bash
turn_on() { set_rsync_trap "$1" true; }
turn_off() { set_rsync_trap "$1" false; }
