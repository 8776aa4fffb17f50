# the control plane's own line to a site is cut; replication between the sites goes on
# node: s1
# shellcheck shell=bash
turn_on() { link "control-$(site_of "$1")" down; }
turn_off() { link "control-$(site_of "$1")" up; }
