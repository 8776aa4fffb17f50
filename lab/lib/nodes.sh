# Starts and ends nodes. A node is everything below one `unshare` process: when it
# ends, the kernel ends the whole node, including mounts and loop devices.
# shellcheck shell=bash

start_node() {   # NODE; does nothing if it is running
    local node=$1 dir=$STATE/nodes/$1 unshare child
    ! is_up "$node" || return 0
    make_node_state "$node"
    [ "$(site_of "$node")" = p ] || make_brick_images "$node"
    rm -f "$dir/booted"
    env -i PATH="$NODE_PATH" HOME="$dir/home" LANG=C.UTF-8 \
        setsid nsenter --net="/run/netns/$(netns "$node")" \
        unshare --mount --uts --ipc --pid --fork --mount-proc --kill-child \
        "$LAB/lib/node-init" "$node" "$dir" "$LAB" "$BRICK_FS_SIZE" \
        </dev/null >"$dir/console.log" 2>&1 9>&- &
    unshare=$!
    remember "$dir/unshare" "$unshare"
    wait_for 20 test -e "$dir/booted" || { cat "$dir/console.log" >&2; return 1; }
    child=$(<"/proc/$unshare/task/$unshare/children")
    remember "$dir/init" "${child%% *}"
    wait_for 30 on "$node" gluster pool list
}

end_nodes() {
    local file failed=0
    # kills all first, then waits for each
    for file in "$STATE"/nodes/*/unshare; do
        [ -e "$file" ] || continue
        kill -KILL "$(living "$file")" 2>/dev/null || true
    done
    for file in "$STATE"/nodes/*/unshare "$STATE"/nodes/*/init; do
        [ -e "$file" ] || continue
        end_process "$file" || failed=1
    done
    return $failed
}
