# a primary node lost its network or hung: it does not answer and refuses nothing, so its peers wait for ping-timeout
# node: p3
# shellcheck shell=bash
turn_on() { link "to-$1" down; }
turn_off() { link "to-$1" up; }
