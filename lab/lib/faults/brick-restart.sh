# a primary brick crashed and was restarted: changes of that moment are in no changelog that a crawl will read (one shot)
# node: p1
# one shot
# shellcheck shell=bash
turn_on() {
    local pid
    pid=$(on "$1" pgrep -xo glusterfsd) && on "$1" kill -KILL "$pid"
    # A write in progress when the brick died is marked as pending on it a second later. A brick that is back before that
    # serves old content as current, and the guest's next write next to it makes this permanent.
    sleep 2
    cli p1 volume start "$PRIMARY_VOLUME" force >/dev/null
    wait_for 30 bricks_alive "$1"
}
turn_off() { bricks_alive "$1" || turn_on "$1"; }
