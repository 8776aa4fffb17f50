# Installs what is missing, without letting package scripts start a daemon.
# shellcheck shell=bash

install_packages() {   # CMD:PACKAGE...
    local pair made=; local -a missing=()
    for pair in "$@"; do
        PATH=$NODE_PATH command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    command -v apt-get >/dev/null || die "missing: ${missing[*]}; install them (apt-get is not here)"
    if [ ! -e /usr/sbin/policy-rc.d ]; then
        printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
        chmod 755 /usr/sbin/policy-rc.d; made=1
    fi
    local rc=0
    { apt-get update -qq &&
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } \
        >"$STATE/log/apt.log" 2>&1 9>&- || rc=$?
    [ -z "$made" ] || rm -f /usr/sbin/policy-rc.d
    [ $rc = 0 ] || { tail -5 "$STATE/log/apt.log" >&2; die "apt-get failed: $STATE/log/apt.log"; }
    say "installed ${missing[*]}"
}

site_packages() {   # nc: the control plane's way in, see ssh_config
    install_packages glusterd:glusterfs-server sshd:openssh-server ssh:openssh-client rsync:rsync \
        nc:netcat-openbsd ip:iproute2 setfattr:attr pkill:procps mkfs.ext4:e2fsprogs qemu-img:qemu-utils python3:python3
}
guest_packages() {
    install_packages qemu-system-x86_64:qemu-system-x86 libvirtd:libvirt-daemon-system \
        virsh:libvirt-clients busybox:busybox-static cpio:cpio depmod:kmod
}
