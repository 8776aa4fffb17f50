# libvirtd died; its guests go on, and so do the block jobs that it began
# node: p1
# shellcheck shell=bash
# shellcheck source=../guests.sh
source "$LAB/lib/guests.sh"
turn_on() {
    local pid
    pid=$(on "$1" cat /run/libvirtd.pid 2>/dev/null) || return 0
    on "$1" kill -KILL "$pid" || true
}
turn_off() { start_libvirt "$1"; }
