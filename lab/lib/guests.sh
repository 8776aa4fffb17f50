# libvirt inside primary nodes, and guests with disks on the primary volume.
# shellcheck shell=bash
# shellcheck source=guest/build.sh
source "$LAB/lib/guest/build.sh"

guest_node() { if (($1 % 2)); then echo p1; else echo p2; fi; }   # NUMBER: odd ones on p1, even ones on p2
virsh_on() { local node=$1; shift; on "$node" virsh -q -c qemu:///system "$@"; }

start_libvirt() {   # NODE
    local node=$1 dir=$STATE/nodes/$1/libvirt part
    ! virsh_on "$node" uri >/dev/null 2>&1 || return 0
    [ -e "$dir/etc/libvirtd.conf" ] || make_libvirt_config "$dir"
    on "$node" mkdir -p /etc/libvirt /var/lib/libvirt /var/cache/libvirt /var/log/libvirt /run/libvirt
    for part in etc:/etc lib:/var/lib cache:/var/cache log:/var/log; do
        on "$node" mountpoint -q "${part#*:}/libvirt" ||
            on "$node" mount --bind "$dir/${part%%:*}" "${part#*:}/libvirt"
    done
    on "$node" setsid libvirtd -d -p /run/libvirtd.pid
    wait_for 20 virsh_on "$node" uri
}

# Once for each node: the definitions of its guests are in there too, and a libvirtd that is started again must find them.
make_libvirt_config() {   # DIRECTORY
    local dir=$1
    mkdir -p "$dir"/{etc,lib,cache,log}
    cp -a /etc/libvirt/. "$dir/etc/"; rm -rf "$dir/etc/qemu/networks" "$dir"/etc/qemu/*.xml
    cat >"$dir/etc/qemu.conf" <<'END'
user = "root"
group = "root"
dynamic_ownership = 0
remember_owner = 0
security_driver = "none"
security_default_confined = 0
cgroup_controllers = [ ]
namespaces = [ ]
stdio_handler = "file"
END
    printf '%s\n' 'auth_unix_rw = "none"' 'auth_unix_ro = "none"' 'unix_sock_rw_perms = "0700"' >"$dir/etc/libvirtd.conf"
}

guest_xml() {   # NAME [DISK]
    cat <<END
<domain type='qemu'>
  <name>$1</name><memory unit='MiB'>$GUEST_MEMORY_MIB</memory><vcpu>1</vcpu>
  <os><type arch='x86_64' machine='pc'>hvm</type>
    <kernel>$CACHE/vmlinuz</kernel><initrd>$CACHE/initramfs</initrd>
    <cmdline>console=ttyS0 panic=-1 quiet mitigations=off journal=$1</cmdline></os>
  <on_poweroff>destroy</on_poweroff><on_reboot>destroy</on_reboot><on_crash>destroy</on_crash>
  <devices><emulator>/usr/bin/qemu-system-x86_64</emulator>
    <disk type='file' device='disk'><driver name='qemu' type='qcow2' cache='none' io='threads'/>
      <source file='${2:-/mnt/lab/$PRIMARY_VOLUME/vms/$1.qcow2}'/><target dev='vda' bus='virtio'/></disk>
    <controller type='usb' model='none'/><memballoon model='none'/>
    <serial type='file'><source path='/mnt/lab/$1.console' append='on'/><target port='0'/></serial>
  </devices>
</domain>
END
}

start_guest() {   # NUMBER
    local name=vm$1 node dir disk
    node=$(guest_node "$1"); dir=$STATE/nodes/$node/mnt; disk=/mnt/lab/$PRIMARY_VOLUME/vms/$name.qcow2
    if [ "$(virsh_on "$node" domstate "$name" 2>/dev/null)" != running ]; then
        on "$node" test -e "$disk" || {
            on "$node" mkdir -p "${disk%/*}"
            on "$node" qemu-img create -q -f qcow2 "$disk" "$GUEST_DISK"
        }
        virsh_on "$node" dominfo "$name" >/dev/null 2>&1 || {
            guest_xml "$name" >"$dir/$name.xml"
            virsh_on "$node" define "/mnt/lab/$name.xml" >/dev/null
        }
        : >"$dir/$name.console"
        virsh_on "$node" start "$name" >/dev/null
    fi
    wait_for 60 grep -qa 'GUEST UP' "$dir/$name.console"
    say "$name on $node: $(grep -a 'GUEST UP' "$dir/$name.console" | tr -d '\r')"
}

start_guests() {   # COUNT
    local n; local -a all=()
    for ((n = 1; n <= $1 && n <= 2; n++)); do
        all+=(-- host_guests "$(guest_node "$n")" "$1" "$n")
    done
    together build_guest "${all[@]}"
}

host_guests() {   # NODE COUNT FIRST: the node's mount and libvirt, then its guests
    local node=$1 n; local -a all=()
    together mount_volume "$node" "$PRIMARY_VOLUME" -- start_libvirt "$node"
    wait_for 300 test "$CACHE/initramfs" -nt "$LAB/lib/guest/init"
    for ((n = $3; n <= $2; n += 2)); do all+=(-- start_guest "$n"); done
    together "${all[@]}"
}
