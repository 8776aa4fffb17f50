# Included by every lab command: settings, running commands in nodes, waiting.
# shellcheck shell=bash

LAB=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
# shellcheck source=../lab.conf
source "$LAB/lab.conf"
# shellcheck source=processes.sh
source "$LAB/lib/processes.sh"

LAB_ID=$(printf %s "$STATE" | sha256sum | cut -c1-4)   # keeps two labs' network namespaces apart
STARTED_AT=$EPOCHREALTIME

say() {   # with the seconds since the command began
    local us=$((${EPOCHREALTIME/./} - ${STARTED_AT/./}))
    printf '%3d.%ds  %s\n' $((us / 1000000)) $((us / 100000 % 10)) "$*"
}
die() { echo "${0##*/}: $*" >&2; exit 1; }
need_root() { [ "$EUID" = 0 ] || die "must be root: it makes namespaces and mounts"; }

netns() { echo "gdr-$LAB_ID-$1"; }
on() { "$LAB/on" "$@"; }
cli() { local node=$1; shift; on "$node" gluster --mode=script "$@"; }

# wait_for SECONDS CMD...: poll CMD until it succeeds
wait_for() {
    local limit=$1 end; shift
    end=$((${EPOCHREALTIME/./} + limit * 1000000))
    until "$@" >/dev/null 2>&1; do
        [ "${EPOCHREALTIME/./}" -lt "$end" ] || { echo "gave up after $limit s: $*" >&2; return 1; }
        sleep 0.05
    done
}

# together CMD -- CMD...: run functions or commands at once; fails if one fails
together() {
    local -a cmd=() pids=(); local word pid failed=0
    for word in "$@" --; do
        if [ "$word" != -- ]; then cmd+=("$word"); continue; fi
        [ ${#cmd[@]} -eq 0 ] || { "${cmd[@]}" & pids+=($!); cmd=(); }
    done
    for pid in "${pids[@]}"; do wait "$pid" || failed=1; done
    return $failed
}

# Only one `up` or `down` at a time per STATE. Children that outlive us must
# close fd 9, or they would hold the lock.
lock_lab() {
    mkdir -p "$(dirname "$STATE")"
    exec 9>"$STATE.lock"
    flock -w 300 9 || die "another up or down holds $STATE.lock"
}

nodes_up() {   # names of the nodes whose namespaces exist
    local node
    for node in "${PRIMARY_NODES[@]}" "${SECONDARY_NODES[@]}"; do
        if living "$STATE/nodes/$node/init" >/dev/null; then echo "$node"; fi
    done
}
is_up() { living "$STATE/nodes/$1/init" >/dev/null; }
volume_of() { echo "${SECONDARY_VOLUME[$1]:-$PRIMARY_VOLUME}"; }
