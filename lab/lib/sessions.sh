# Geo-replication sessions of the primary volume, one per destination.
# shellcheck shell=bash

georep() { local node=$1; shift; cli p1 volume geo-replication "$PRIMARY_VOLUME" "$node::${SECONDARY_VOLUME[$node]}" "$@"; }

keys_arrived() {   # two keys (gsyncd, tar) per primary node
    [ "$(grep -c '^command=' "$STATE/nodes/$1/home/.ssh/authorized_keys")" -ge $((2 * ${#PRIMARY_NODES[@]})) ]
}
is_read_only() { on "$1" gluster volume info "${SECONDARY_VOLUME[$1]}" | grep -q '^features.read-only: on'; }

# rsync 3.5.0 copies nothing from gsyncd's lazily unmounted auxiliary mount, and reports
# success. Keeping that mount attached avoids it; `--rsync-trap` does not do that.
set_rsync_trap() {   # NODE true|false
    local keep=true; [ "$2" = false ] || keep=false
    [ "$(georep "$1" config secondary-access-mount 2>/dev/null | tr '[:upper:]' '[:lower:]')" = $keep ] ||
        georep "$1" config secondary-access-mount $keep >/dev/null
}

create_sessions() {   # TRAP NODE...
    local trap=$1 node; shift
    local -a new=()
    for node in "$@"; do georep "$node" status >/dev/null 2>&1 || new+=("$node"); done
    if [ ${#new[@]} -gt 0 ]; then
        cli p1 system:: execute gsec_create >/dev/null
        for node in "${new[@]}"; do georep "$node" create push-pem force >/dev/null; done
    fi
    # push-pem continues in a background hook of p1: it copies the keys and then makes
    # the secondary read-only. A session started before that becomes Faulty.
    for node in "$@"; do
        wait_for 60 keys_arrived "$node"
        wait_for 60 is_read_only "$node"
        set_rsync_trap "$node" "$trap"
        say "session $PRIMARY_VOLUME to $node::${SECONDARY_VOLUME[$node]} is there"
    done
}
