# Pools, volumes and the mounts that hypervisors use.
# shellcheck shell=bash

connected() { [ "$(on p1 gluster pool list | grep -c ' *Connected *$')" = $# ]; }   # NODE...

has_volume() { on "$1" gluster volume info "$2" >/dev/null 2>&1; }
is_started() { on "$1" gluster volume info "$2" | grep -q '^Status: Started'; }

create_primary() {
    local node; local -a bricks=()
    for node in "${PRIMARY_NODES[@]}"; do bricks+=("$node:/mnt/bricks/b1/$PRIMARY_VOLUME"); done
    if ! has_volume p1 "$PRIMARY_VOLUME"; then
        if ! connected "${PRIMARY_NODES[@]}"; then
            for node in "${PRIMARY_NODES[@]:1}"; do cli p1 peer probe "$node" >/dev/null; done
            wait_for 30 connected "${PRIMARY_NODES[@]}"
        fi
        cli p1 volume create "$PRIMARY_VOLUME" replica ${#bricks[@]} "${bricks[@]}" force >/dev/null
        # the options that oVirt sets for a storage domain; changelog before the first file is written
        cli p1 volume set "$PRIMARY_VOLUME" group virt >/dev/null
        cli p1 volume set "$PRIMARY_VOLUME" features.shard-block-size "$SHARD_SIZE" \
            performance.strict-write-ordering on network.ping-timeout 10 changelog.changelog on >/dev/null
    fi
    is_started p1 "$PRIMARY_VOLUME" || cli p1 volume start "$PRIMARY_VOLUME" >/dev/null
    say "volume $PRIMARY_VOLUME started"
}

create_secondary() {
    local node=$1 volume=${SECONDARY_VOLUME[$1]} i; local -a bricks=()
    for ((i = 1; i <= SECONDARY_BRICKS; i++)); do bricks+=("$node:/mnt/bricks/b$i/$volume"); done
    if ! has_volume "$node" "$volume"; then
        cli "$node" volume create "$volume" "${bricks[@]}" force >/dev/null
        cli "$node" volume set "$volume" features.shard on features.shard-block-size "$SHARD_SIZE" \
            performance.quick-read off performance.strict-write-ordering on >/dev/null
    fi
    is_started "$node" "$volume" || cli "$node" volume start "$volume" >/dev/null
    say "volume $volume started"
}

mount_volume() {   # NODE VOLUME
    on "$1" mountpoint -q "/mnt/lab/$2" && return
    on "$1" mkdir -p "/mnt/lab/$2"
    on "$1" mount -t glusterfs "$1:/$2" "/mnt/lab/$2"
}
