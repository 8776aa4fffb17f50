# Identifies a process reliably: a pid is valid only together with its start time
# and its boot ID.
# shellcheck shell=bash

start_time() {   # PID: field 22 of /proc/PID/stat; fails if the process has ended or is a zombie
    local stat; local -a field
    { stat=$(<"/proc/$1/stat"); } 2>/dev/null || return 1
    read -ra field <<<"${stat##*) }"
    [ "${field[0]}" != Z ] && echo "${field[19]}"
}

remember() {   # FILE PID
    local started; started=$(start_time "$2") || return 1
    echo "$2 $started $(</proc/sys/kernel/random/boot_id)" >"$1"
}

living() {   # FILE: prints the pid if that same process is still running
    local pid started boot
    { read -r pid started boot <"$1"; } 2>/dev/null || return 1
    [ "$boot" = "$(</proc/sys/kernel/random/boot_id)" ] || return 1
    [ "$(start_time "$pid")" = "$started" ] && echo "$pid"
}

end_process() {   # FILE: kills it if it is ours, and waits until it has ended
    local pid i
    pid=$(living "$1") || return 0
    kill -KILL "$pid" 2>/dev/null || return 0
    for ((i = 0; i < 200; i++)); do
        living "$1" >/dev/null || return 0
        sleep 0.05
    done
    echo "pid $pid ($1) does not end" >&2; return 1
}
