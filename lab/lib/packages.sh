# Installs what is missing, without letting package scripts start a daemon.
# shellcheck shell=bash

install_packages() {   # CMD:PACKAGE...
    local said
    said=$(NODE_PATH=$NODE_PATH "$LAB/lib/install" "$@" 9>&-) || die "packages are missing"
    [ -z "$said" ] || say "$said"
}

site_packages() {   # nc: the control plane's way in, see ssh_config
    install_packages glusterd:glusterfs-server sshd:openssh-server ssh:openssh-client rsync:rsync \
        nc:netcat-openbsd ip:iproute2 setfattr:attr pkill:procps mkfs.ext4:e2fsprogs qemu-img:qemu-utils python3:python3
}
guest_packages() {
    install_packages qemu-system-x86_64:qemu-system-x86 libvirtd:libvirt-daemon-system \
        virsh:libvirt-clients busybox:busybox-static cpio:cpio depmod:kmod
}
