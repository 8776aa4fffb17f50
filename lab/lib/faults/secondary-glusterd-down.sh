# the Gluster host of a secondary site crashed or lost power; its address still answers (connections are refused)
# node: s1
# shellcheck shell=bash
turn_on() { kill_gluster "$1"; }
turn_off() { start_gluster "$1"; }
