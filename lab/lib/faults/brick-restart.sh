# a primary brick crashed and was started again: changes of that moment are in no changelog that a crawl will read (one shot)
# node: p1
# one shot
# shellcheck shell=bash
turn_on() {
    local pid
    pid=$(on "$1" pgrep -xo glusterfsd) && on "$1" kill -KILL "$pid"
    # A write under way when the brick died is marked as pending on it a second later; a brick that is back before that
    # serves old content as if it were good, and the guest's next write beside it makes that last.
    sleep 2
    cli p1 volume start "$PRIMARY_VOLUME" force >/dev/null
    wait_for 30 bricks_alive "$1"
}
turn_off() { bricks_alive "$1" || turn_on "$1"; }
