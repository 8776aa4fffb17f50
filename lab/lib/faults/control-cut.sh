# the control plane's connection to a site is cut; replication between the sites continues
# node: s1
# shellcheck shell=bash
turn_on() { link "control-$(site_of "$1")" down; }
turn_off() { link "control-$(site_of "$1")" up; }
