# Ends and starts all Gluster processes of one node. Selecting them by name is safe:
# `on` enters the node's pid namespace, which contains only the node's processes.
# shellcheck shell=bash

# The sshd sessions of gsyncd and the FUSE mounts of hypervisors stay.
kill_gluster() {   # NODE
    on "$1" pkill -KILL -x 'glusterd|glusterfsd' || true
    on "$1" pkill -KILL -f '[/ ]gsyncd(\.py)? ' || true
    # self-heal daemon and gsyncd's auxiliary mounts
    on "$1" pkill -KILL -f 'process-name glustershd|gsyncd-aux-mount|--client-pid=-1' || true
    wait_for 10 no_gluster "$1"
}
no_gluster() { ! on "$1" pgrep -x 'glusterd|glusterfsd'; }

start_gluster() {   # NODE: glusterd starts its bricks, self-heal and started sessions
    on "$1" pgrep -x glusterd >/dev/null || on "$1" glusterd -p /run/glusterd.pid
    wait_for 30 on "$1" gluster pool list
    wait_for 60 bricks_alive "$1"
}
bricks_alive() {   # NODE: whether all of its bricks run
    local volume
    volume=$(volume_of "$1")
    on "$1" gluster volume status "$volume" --xml | tr -d '\n' | grep -o '<node>.*' | sed 's/<node>/\n/g' |
        awk -v node="$1" 'index($0, "<hostname>" node "<") && /<path>\/mnt\/bricks/ { n++; if (/<status>1</) up++ }
            END { exit !(n && n == up) }'
}

# The primary: no replica has pending heals. What the heal at a brick's return missed waits for the next crawl
# ten minutes later, unless a heal is requested.
healed() {
    local info
    cli p1 volume heal "$PRIMARY_VOLUME" >/dev/null || return 1
    info=$(cli p1 volume heal "$PRIMARY_VOLUME" info summary) || return 1
    ! grep -q 'Transport endpoint' <<<"$info" && ! grep -qE '^Total Number of entries: [^0]' <<<"$info"
}
