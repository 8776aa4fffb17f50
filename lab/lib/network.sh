# The network: a namespace with one bridge per site, each connected to the
# primary's by a "WAN" link; a namespace per node; one for the control plane.
# shellcheck shell=bash

lay_network() {
    local wan control site node
    wan=$(netns wan); control=$(netns control)
    [ ! -e "/run/netns/$wan" ] || return 0
    for node in wan control "${PRIMARY_NODES[@]}" "${SECONDARY_NODES[@]}"; do
        echo "netns add $(netns "$node")"
    done | ip -batch -
    for node in "$(netns wan)" "$control"; do echo "link set lo up" | ip -n "$node" -batch -; done

    # With one interface per site the control plane must answer ARP only on the interface
    # with the address: by default Linux answers for any address on any interface, and a
    # node would reach it through another site's interface, across the WAN.
    ip netns exec "$control" sysctl -qw net.ipv4.conf.all.arp_ignore=1 \
        net.ipv4.conf.all.arp_announce=2 net.ipv4.conf.all.rp_filter=0
    for site in p s t; do
        echo "link add br-$site type bridge forward_delay 0"
        echo "link set br-$site up"
        [ "$site" = p ] || {
            echo "link add wan-$site type veth peer name wan-$site-far"
            echo "link set wan-$site master br-p up"
            echo "link set wan-$site-far master br-$site up"
        }
        echo "link add control-$site type veth peer name to-$site netns $control"
        echo "link set control-$site master br-$site up"
    done | ip -n "$wan" -batch -
    for site in p s t; do
        echo "addr add $(site_net $site).$CONTROL_HOST/24 dev to-$site"
        echo "link set to-$site up"
    done | ip -n "$control" -batch -

    for node in "${PRIMARY_NODES[@]}" "${SECONDARY_NODES[@]}"; do
        echo "link add to-$node type veth peer name eth0 netns $(netns "$node")"
        echo "link set to-$node master br-$(site_of "$node") up"
    done | ip -n "$wan" -batch -
    for node in "${PRIMARY_NODES[@]}" "${SECONDARY_NODES[@]}"; do
        printf '%s\n' "addr add $(node_ip "$node")/16 dev eth0" "link set lo up" "link set eth0 up" |
            ip -n "$(netns "$node")" -batch -
    done
}

link() { ip -n "$(netns wan)" link set "$1" "$2"; }   # NAME up|down

remove_network() {
    local node
    for node in "${PRIMARY_NODES[@]}" "${SECONDARY_NODES[@]}" control wan; do
        [ ! -e "/run/netns/$(netns "$node")" ] || ip netns del "$(netns "$node")"
    done
}
