# one of two destinations is down while the other works (needs `up --destinations 2`)
# node: t1
# shellcheck shell=bash
turn_on() { kill_gluster "$1"; }
turn_off() { start_gluster "$1"; }
