# the connection between the sites is cut: packets are dropped and connections hang; the control plane still reaches both sites
# node: s1
# shellcheck shell=bash
turn_on() { link "wan-$(site_of "$1")" down; }
turn_off() { link "wan-$(site_of "$1")" up; }
