# the disks of a secondary are full (ENOSPC on every brick)
# node: s1
# shellcheck shell=bash
bricks() { local i; for ((i = 1; i <= SECONDARY_BRICKS; i++)); do echo "/mnt/bricks/b$i"; done; }
# Gluster itself keeps 1 % back (storage.reserve), so a few blocks left do not matter.
turn_on() {
    local brick
    for brick in $(bricks); do
        # 2 MiB less than available, because fallocate needs blocks for its own metadata; then the rest
        # shellcheck disable=SC2016  # expanded in the node
        on "$1" sh -c 'cd "$1" && [ -e filler ] || {
            fallocate -l $(($(df --output=avail -B1 . | tail -1) - 2097152)) filler &&
            dd if=/dev/zero of=filler bs=64k oflag=append conv=notrunc 2>/dev/null; [ -s filler ]; }' - "$brick"
    done
}
turn_off() {
    local brick
    for brick in $(bricks); do on "$1" rm -f "$brick/filler"; done
}
