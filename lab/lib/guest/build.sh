# The guest's kernel (Debian's cloud kernel, unpacked, never installed on this
# machine) and its initramfs (busybox, the virtio modules and lib/guest/init).
# shellcheck shell=bash

guest_kernel() {
    [ ! -e "$CACHE/vmlinuz" ] || return 0
    local work package version
    work=$(mktemp -d "$STATE/kernel.XXXX")
    package=$(apt-cache depends linux-image-cloud-amd64 | sed -n 's/^ *Depends: //p' | head -1)
    (cd "$work" && apt-get -qq -o APT::Sandbox::User=root download "$package") 9>&- ||
        die "cannot download the guest's kernel, package ${package:-linux-image-cloud-amd64}; run apt-get update"
    dpkg-deb -x "$work"/*.deb "$work/root"
    version=$(basename "$work"/root/lib/modules/*)
    depmod -b "$work/root" "$version" 2>/dev/null
    mkdir -p "$CACHE/modules"
    # virtio_blk on the PCI bus, with what they need, in order
    local module
    for module in virtio_pci virtio_blk; do
        modprobe -d "$work/root" -S "$version" --show-depends "$module"
    done | awk '$1 == "insmod" && !seen[$2]++ { print $2 }' | while read -r module; do
        cp "$module" "$CACHE/modules/"; basename "$module"
    done >"$CACHE/modules/order"
    mv "$work/root/boot/vmlinuz-$version" "$CACHE/vmlinuz"
    rm -rf "$work"
    say "guest kernel $version unpacked into $CACHE"
}

guest_initramfs() {
    local init=$LAB/lib/guest/init work
    [ ! "$CACHE/initramfs" -nt "$init" ] || return 0
    work=$(mktemp -d "$STATE/initramfs.XXXX")
    mkdir -p "$work"/{bin,dev,proc,sys}
    cp -r "$CACHE/modules" "$work/modules"
    cp "$(PATH=$NODE_PATH command -v busybox)" "$work/bin/busybox"
    install -m 755 "$init" "$work/init"
    (cd "$work" && find . | cpio -o -H newc --quiet) >"$CACHE/initramfs.new"   # not compressed: emulated CPUs are slow
    mv "$CACHE/initramfs.new" "$CACHE/initramfs"
    rm -rf "$work"
}

build_guest() { mkdir -p "$CACHE"; guest_kernel; guest_initramfs; }
