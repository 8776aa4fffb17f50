# guest vm1 was destroyed (virsh destroy); off starts the guest again
# node: p1
# shellcheck shell=bash
# shellcheck source=guest-killed.sh
source "$faults/guest-killed.sh"
turn_on() { virsh_on "$1" destroy vm1 >/dev/null || is_off "$1"; }
