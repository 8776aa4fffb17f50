# libvirtd died; its guests and the block jobs that it started continue
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
