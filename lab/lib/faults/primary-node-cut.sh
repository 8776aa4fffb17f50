# a primary node lost its network or hung: it neither answers nor refuses connections, and its peers report it as connected for another 30 s
# node: p3
# shellcheck shell=bash
turn_on() { link "to-$1" down; }
turn_off() { link "to-$1" up; }
