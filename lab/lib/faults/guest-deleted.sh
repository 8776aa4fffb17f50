# somebody deleted guest vm1 (virsh undefine, virsh destroy): no host knows it; off defines it again with the image that it had, and starts it
# node: p1
# shellcheck shell=bash
# shellcheck source=guest-killed.sh
source "$faults/guest-killed.sh"
active=$STATE/vm1.active
# Suspended first: the image that is noted then holds all that the guest wrote, whatever a merge does meanwhile.
turn_on() {
    virsh_on "$1" dominfo vm1 >/dev/null 2>&1 || return 0
    virsh_on "$1" suspend vm1 >/dev/null || true
    virsh_on "$1" domblklist vm1 | awk '$1 == "vda" { print $2 }' >"$active"
    virsh_on "$1" undefine vm1 >/dev/null || true
    virsh_on "$1" destroy vm1 >/dev/null || true
    ! virsh_on "$1" dominfo vm1 >/dev/null 2>&1
}
turn_off() {
    local disk
    disk=$(cat "$active" 2>/dev/null || true)
    if [ -n "$disk" ] && ! virsh_on "$1" dominfo vm1 >/dev/null 2>&1 && on "$1" test -e "$disk"; then
        guest_xml vm1 "$disk" >"$STATE/nodes/$1/mnt/vm1.xml"
        virsh_on "$1" define /mnt/lab/vm1.xml >/dev/null
    fi
    rm -f "$active"
    virsh_on "$1" resume vm1 >/dev/null 2>&1 || true
    start_guest 1
    wait_for 60 grep -qa '^WROTE ' "$STATE/nodes/$1/mnt/vm1.console"
}
