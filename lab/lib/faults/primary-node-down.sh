# all Gluster processes of a primary node died (killed, or a panic with a fast reboot); with replica 3 the guests continue
# node: p3
# shellcheck shell=bash
turn_on() { kill_gluster "$1"; }
turn_off() {
    start_gluster "$1"
    wait_for 120 healed
}
