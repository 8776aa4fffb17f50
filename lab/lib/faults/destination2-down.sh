# one of two destinations is gone while the other is well (needs `up --destinations 2`)
# node: t1
# shellcheck shell=bash
turn_on() { kill_gluster "$1"; }
turn_off() { start_gluster "$1"; }
