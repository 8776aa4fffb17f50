# a brick of the primary died and stays down; with replica 3 the guests continue
# node: p2
# shellcheck shell=bash
turn_on() {
    local pid
    pid=$(on "$1" pgrep -xo glusterfsd) || return 0
    on "$1" kill -KILL "$pid"
}
turn_off() {
    cli p1 volume start "$PRIMARY_VOLUME" force >/dev/null
    wait_for 30 bricks_alive "$1"
    wait_for 120 healed
}
