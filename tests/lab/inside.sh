#!/usr/bin/env bash
# The lab from within: run by net.rs as process 1 of namespaces of its own (processes, mounts, network), and its end is the
# end of everything in them. It says `folder` once /run/lab is there, builds the three networks, waits for a line on its
# standard input, starts the servers, says `ready` with the process that holds each client's namespaces, and ends with its
# standard input. Whatever it writes lies on a tmpfs of its own.
set -euo pipefail
export PATH=$PATH:/usr/sbin:/sbin
lab=$(cd "$(dirname "$0")" && pwd)
run=/run/lab

# --- files -------------------------------------------------------------------------------------------------------------

settings=$(readlink -m /etc/resolv.conf)
mount -t tmpfs -o mode=755 lab /run
mount -t tmpfs -o mode=1777 lab /dev/shm
mkdir -p /run/netns $run/www $run/log $run/resolv
printf 'folder\n'

# Puts a file in the place of one of /etc, in this mount namespace alone.
instead_of() {
    if [[ $1 == /run/* ]]; then
        mkdir -p "$(dirname "$1")" && : > "$1"
    fi
    mount --bind "$2" "$1"
}
printf 'nameserver 10.77.1.53\n' > $run/resolv/usual
printf 'nameserver 10.77.1.19\n' > $run/resolv/deaf # Nobody listens there.
printf '127.0.0.1 localhost\n::1 localhost\n' > $run/etc-hosts
printf 'passwd: files\ngroup: files\nhosts: files dns\n' > $run/etc-nsswitch
# What Postfix's own script calls, in a folder of the lab's. To the clients there is no Postfix here: it would decide for
# whom they are judged.
mkdir -p $run/postfix/bin
for program in /usr/sbin/post*; do
    name=${program##*/}
    cp "$program" "$run/postfix/bin/${name%.distrib}"
done
[[ ! -e /usr/sbin/postconf ]] || mount --bind /dev/null /usr/sbin/postconf
instead_of "$settings" $run/resolv/usual
instead_of /etc/hosts $run/etc-hosts
instead_of /etc/nsswitch.conf $run/etc-nsswitch

# The table `hosts` as lines of name, treatment, family, address.
awk '!/^#/ && NF {
    if (NF == 2) print $1, $2, "-", "-"
    for (i = 3; i <= NF; i++) {
        if ($i ~ /^[0-9]+$/) { print $1, $2, 4, "10.77.1." $i; print $1, $2, 6, "fd77:1::" $i }
        else if ($i ~ /^4:[0-9]+$/) print $1, $2, 4, "10.77.1." substr($i, 3)
        else if ($i ~ /^6:[0-9]+$/) print $1, $2, 6, "fd77:1::" substr($i, 3)
        else print $1, $2, $i ~ /:/ ? 6 : 4, $i
    }
}' "$lab/hosts" > $run/hosts

# --- networks ----------------------------------------------------------------------------------------------------------

# Clients 10.77.0.0/24 and fd77::/64; the wall, which is .1 and ::1 on both sides; servers 10.77.1.0/24 and fd77:1::/64.
clients='client:11 walled:12 fenced:13 island:14 deaf:15 sealed:16 proxies:54'
ip netns add wall
ip netns add server
for one in $clients; do ip netns add "${one%:*}"; done

# A setting below /proc/sys/net, of one namespace.
set_net() { ip netns exec "$1" sh -c "cd /proc/sys/net && $2"; }

# Nobody else has an address here: without this, IPv6 waits a second before it takes one, and neighbours look absent until
# then.
for namespace in wall server $(printf '%s\n' $clients | cut -d : -f 1); do
    set_net "$namespace" 'echo 0 > ipv6/conf/default/accept_dad; echo 0 > ipv6/conf/all/accept_dad'
done

{
    echo 'link set lo up'
    echo 'link add lan type bridge'
    echo 'link add servers type veth peer name eth0 netns server'
    for one in $clients; do
        echo "link add c${one#*:} type veth peer name eth0 netns ${one%:*}"
        echo "link set c${one#*:} master lan up"
    done
    echo 'link set lan up'
    echo 'link set servers up'
    echo 'addr add 10.77.0.1/24 dev lan'
    echo 'addr add fd77::1/64 dev lan nodad'
    echo 'addr add 10.77.1.1/24 dev servers'
    echo 'addr add fd77:1::1/64 dev servers nodad'
} | ip -netns wall -batch -
# An absent machine is known as such after 0.3 s, not 3 s; and every rejection is answered, however many come at a time.
set_net wall '
    echo 1 > ipv4/ip_forward
    echo 1 > ipv6/conf/all/forwarding
    for family in ipv4 ipv6; do for link in lan servers; do echo 100 > $family/neigh/$link/retrans_time_ms; done; done
    echo 0 > ipv4/icmp_ratelimit
    echo 0 > ipv6/icmp/ratelimit'

{
    echo 'link set lo up'
    echo 'link set eth0 up'
    awk '$2 !~ /^(absent|resolver)$/ && $3 == 4 { print "addr add " $4 "/24 dev eth0" }
         $2 !~ /^(absent|resolver)$/ && $3 == 6 { print "addr add " $4 "/64 dev eth0 nodad" }' $run/hosts | sort -u
    echo 'route add 10.77.0.0/24 via 10.77.1.1'
    echo 'route add fd77::/64 via fd77:1::1'
} | ip -netns server -batch -
set_net server 'echo 0 > ipv4/icmp_ratelimit; echo 0 > ipv6/icmp/ratelimit'

for one in $clients; do
    {
        echo 'link set lo up'
        echo 'link set eth0 up'
        echo "addr add 10.77.0.${one#*:}/24 dev eth0"
        echo "addr add fd77::${one#*:}/64 dev eth0 nodad"
        case $one in
            island:*) echo 'route add 10.77.1.53 via 10.77.0.1' ;;
            *)
                [[ $one != proxies:* ]] || echo 'addr add 10.77.0.55/24 dev eth0'
                # Not by a default route, so that there are addresses without one.
                echo 'route add 10.77.0.0/16 via 10.77.0.1'
                echo 'route add fd77::/16 via fd77::1'
                echo 'route add unreachable 198.51.100.1'
                echo 'route add prohibit 198.51.100.2'
                echo 'route add blackhole 198.51.100.3'
                ;;
        esac
    } | ip -netns "${one%:*}" -batch -
    set_net "${one%:*}" 'for family in ipv4 ipv6; do echo 100 > $family/neigh/eth0/retrans_time_ms; done'
done

# --- walls -------------------------------------------------------------------------------------------------------------

{
    echo 'table inet wall {'
    echo 'chain forward { type filter hook forward priority filter;'
    awk 'function to(what4, what6) { print $3 == 4 ? "ip daddr " $4 " " what4 : "ip6 daddr " $4 " " what6 }
         function icmp(what4, what6) { to("reject with icmp " what4, "reject with icmpv6 " what6) }
         $2 == "drop" { to("drop", "drop") }
         $2 == "reset" { to("meta l4proto tcp reject with tcp reset", "meta l4proto tcp reject with tcp reset") }
         $2 == "port" { icmp("port-unreachable", "port-unreachable") }
         $2 == "host" { icmp("host-unreachable", "addr-unreachable") }
         $2 == "net" { icmp("net-unreachable", "no-route") }
         $2 == "prohibit" { icmp("admin-prohibited", "admin-prohibited") }
         $2 == "silent" { to("tcp flags & psh == psh drop", "tcp flags & psh == psh drop") }
         $2 == "cut" { to("tcp flags & psh == psh reject with tcp reset", "tcp flags & psh == psh reject with tcp reset") }
    ' $run/hosts
    echo '}'
    # Who inspects TLS stands in the way of one host, and of its port 443 alone.
    echo 'chain divert { type nat hook prerouting priority dstnat;'
    awk '$1 == "inspected.certready.test" { print "ip daddr " $4 " tcp dport 443 dnat ip to 10.77.1.18:443" }' $run/hosts
    echo '}'
    echo '}'
} > $run/wall.nft
ip netns exec wall nft -f $run/wall.nft
# The filter of a host on its own way out: one drops everything, one everything but DNS, one rejects all TCP but DNS.
own() { ip netns exec "$1" nft "table inet own { chain out { type filter hook output priority filter; $2; }; }"; }
own walled 'oifname lo accept; ip6 nexthdr icmpv6 accept; drop'
own sealed 'oifname lo accept; ip6 nexthdr icmpv6 accept; meta l4proto { tcp, udp } th dport 53 accept; drop'
own fenced 'tcp dport != 53 reject with icmpx admin-prohibited'

# --- what holds the clients' namespaces ----------------------------------------------------------------------------------

hold() {
    ip netns exec "$1" sh -c "mount --bind $run/resolv/$2 '$settings'; exec sleep infinity" > /dev/null &
    holders+=" $1=$!"
}
holders=''
for one in $clients; do
    case $one in
        deaf:*) hold deaf deaf ;;
        *) hold "${one%:*}" usual ;;
    esac
done

# --- servers -----------------------------------------------------------------------------------------------------------

awk '$3 == 4 { print "local-data: \"" $1 ". A " $4 "\"" }
     $3 == 6 { print "local-data: \"" $1 ". AAAA " $4 "\"" }
     $2 ~ /^(nxdomain|nodata|refuse|deny)$/ { print "local-zone: \"" $1 ".\" always_" $2 }' $run/hosts > $run/names.conf
for number in {1..40}; do
    echo "local-data: \"many.certready.test. MX $number exchanger-$number-of-many.certready.test.\""
done > $run/many.conf

# Runs a server in a namespace, its words in a log of its own.
serve() {
    ip netns exec "$1" "${@:3}" > "$run/log/$2" 2>&1 &
}
serve server unbound unbound -d -c "$lab/unbound.conf"
mkdir -m 777 $run/squid $run/tinyproxy
cp "$lab/squid.conf" "$lab"/squid-helper "$lab"/tinyproxy*.conf $run/
serve proxies squid squid -N -f $run/squid.conf
for proxy in open asking filtering; do
    serve proxies "tinyproxy-$proxy" tinyproxy -d -c $run/tinyproxy-$proxy.conf
done

read -r _ # What is served has been written.
serve server nginx nginx -c "$lab/nginx.conf"
mkdir -p $run/postfix/queue $run/postfix/data
cp "$lab"/postfix/*.cf $run/postfix/
chown postfix $run/postfix/data
serve server postfix-start postfix -c $run/postfix start
cd $run/ocsp
for answer in good:8001 revoked:8002; do
    serve server "ocsp-${answer%:*}" openssl ocsp -port "${answer#*:}" -index "${answer%:*}.txt" -CA ca.pem -rsigner ca.pem \
        -rkey ca.key -ndays 7 -ignore_err
done

# Waits until a command succeeds, at most about 20 s.
awaits() {
    for ((try = 0; try < 400; try++)); do
        if "$@" 2> /dev/null; then return; fi
        sleep 0.05
    done
    echo "in vain: $*" >&2
    tail -n 20 $run/log/* >&2
    exit 1
}
listens() { ip netns exec "$1" bash -c ": < /dev/tcp/$2/$3"; }
awaits listens server 10.77.1.53 53
awaits listens server 10.77.1.13 80
for port in 3128 3129 3130 3131 3132 3133; do awaits listens proxies 10.77.0.54 $port; done
for port in 8888 8889 8890; do awaits listens proxies 10.77.0.55 $port; done
awaits listens server 10.77.1.61 25
# To connect and say nothing would leave `openssl ocsp` waiting for good: it says itself when it listens.
for answer in good revoked; do awaits grep -q '^ACCEPT' $run/log/ocsp-$answer; done
printf 'ready%s\n' "$holders"

# --- until the end -----------------------------------------------------------------------------------------------------

while read -r _; do :; done
