# The files on each node's disk before it boots, and what the control plane needs
# to reach it: keys, pinned host keys, ssh_config.
# shellcheck shell=bash

new_key() { [ -e "$1" ] || ssh-keygen -q -t ed25519 -N '' -C "$2" -f "$1"; }   # FILE COMMENT

make_keys() {
    local node all=("${PRIMARY_NODES[@]}" "${SECONDARY_NODES[@]}")
    mkdir -p "$STATE/keys"
    new_key "$STATE/id_ed25519" control-plane
    new_key "$STATE/keys/nodes" nodes
    for node in "${all[@]}"; do new_key "$STATE/keys/host-$node" "$node"; done
    for node in "${all[@]}"; do
        echo "$node,$(node_ip "$node") $(cut -d' ' -f1,2 "$STATE/keys/host-$node.pub")"
    done >"$STATE/known_hosts"
}

make_ssh_config() {
    local node
    for node in "${PRIMARY_NODES[@]}" "${SECONDARY_NODES[@]}"; do
        printf 'Host %s\n  HostName %s\n  HostKeyAlias %s\n' "$node" "$(node_ip "$node")" "$node"
    done >"$STATE/ssh_config"
    # The control plane runs in the root network namespace; only the connection
    # is made in the control namespace.
    cat >>"$STATE/ssh_config" <<END
Host *
  User root
  IdentityFile $STATE/id_ed25519
  IdentitiesOnly yes
  UserKnownHostsFile $STATE/known_hosts
  GlobalKnownHostsFile /dev/null
  StrictHostKeyChecking yes
  BatchMode yes
  ConnectTimeout 10
  ServerAliveInterval 5
  ServerAliveCountMax 3
  LogLevel ERROR
  ProxyCommand nsenter --net=/run/netns/$(netns control) nc %h %p
END
}

make_node_state() {
    local node=$1 dir=$STATE/nodes/$1 member
    [ ! -e "$dir/made" ] || return 0
    mkdir -p "$dir"/{glusterd,var-log,var-misc,etc-ssh,mnt,bricks,tmp,run} "$dir"/glusterd/geo-replication
    mkdir -p "$dir/home/.ssh"; chmod 700 "$dir"/home "$dir"/home/.ssh
    chmod 1777 "$dir/tmp"
    # not all of /var/lib/glusterd, because this machine may be a Gluster node itself
    cp -a /var/lib/glusterd/{groups,hooks} "$dir/glusterd/"
    mkdir -p "$dir/var-log/geo-replication"
    cp -a /etc/glusterfs "$dir/etc-glusterfs"
    # gsec_create creates these two keys only if they are missing; RSA takes seconds
    for member in secret tar_ssh; do new_key "$dir/glusterd/geo-replication/$member.pem" "root@$node"; done

    { echo "127.0.0.1 localhost"
      for member in "${PRIMARY_NODES[@]}" "${SECONDARY_NODES[@]}"; do echo "$(node_ip "$member") $member"; done
    } >"$dir/hosts"
    : >"$dir/resolv.conf"
    # sshd, glusterd's scripts and ssh take root's home from here, so /root stays untouched
    awk -F: -v OFS=: -v home="$dir/home" '$1 == "root" { $6 = home } { print }' /etc/passwd >"$dir/passwd"
    # for unprivileged sessions
    echo 'geoaccount:x:64001:64001::/mnt/lab/geoaccount:/bin/bash' >>"$dir/passwd"
    { cat /etc/group; echo 'geogroup:x:64001:'; } >"$dir/group"

    cp "$STATE/keys/nodes" "$dir/home/.ssh/id_ed25519"
    cp "$STATE/known_hosts" "$dir/home/.ssh/known_hosts"
    cat "$STATE/id_ed25519.pub" "$STATE/keys/nodes.pub" >"$dir/home/.ssh/authorized_keys"
    cp "$STATE/keys/host-$node" "$dir/etc-ssh/ssh_host_ed25519_key"
    cp "$STATE/keys/host-$node.pub" "$dir/etc-ssh/ssh_host_ed25519_key.pub"
    cat >"$dir/etc-ssh/sshd_config" <<END
ListenAddress $(node_ip "$node")
HostKey /etc/ssh/ssh_host_ed25519_key
PidFile /run/sshd.pid
UsePAM no
UseDNS no
StrictModes no
PermitRootLogin prohibit-password
PasswordAuthentication no
AuthorizedKeysFile .ssh/authorized_keys
MaxStartups 100
MaxSessions 100
Subsystem sftp internal-sftp
END
    : >"$dir/etc-ssh/ssh_config"
    touch "$dir/made"
}

# Each brick of a secondary has a small filesystem of its own, so that it can be filled.
make_brick_images() {
    local node=$1 i
    for ((i = 1; i <= SECONDARY_BRICKS; i++)); do
        [ ! -e "$STATE/nodes/$node/brick$i.img" ] || continue
        truncate -s "$BRICK_FS_SIZE" "$STATE/nodes/$node/brick$i.img"
        mkfs.ext4 -q -F -I 512 -m 0 -E lazy_itable_init=1,lazy_journal_init=1 "$STATE/nodes/$node/brick$i.img"
    done
}
