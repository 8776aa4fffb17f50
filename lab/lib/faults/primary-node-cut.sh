# a primary node lost its network or hung: it neither answers nor refuses, and for 30 s its peers still call it connected
# node: p3
# shellcheck shell=bash
turn_on() { link "to-$1" down; }
turn_off() { link "to-$1" up; }
