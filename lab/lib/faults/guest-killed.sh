# the QEMU process of guest vm1 was killed (out of memory, a bug in QEMU); off starts the guest again
# node: p1
# shellcheck shell=bash
# shellcheck source=../guests.sh
source "$LAB/lib/guests.sh"
turn_on() {
    local pid
    pid=$(on "$1" cat /run/libvirt/qemu/vm1.pid 2>/dev/null) || return 0
    on "$1" kill -KILL "$pid" || true
    wait_for 20 is_off "$1"
}
turn_off() { start_guest 1; wait_for 60 grep -qa '^WROTE ' "$STATE/nodes/$1/mnt/vm1.console"; }
# A guest without a definition is gone when it ends.
is_off() { [ "$(virsh_on "$1" domstate vm1 2>/dev/null || echo "shut off")" = "shut off" ]; }
