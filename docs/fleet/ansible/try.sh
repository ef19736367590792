#!/usr/bin/env bash
# Tries the role for real: four hosts, each an sshd of its own with its own host key, name, home and folders (a mount and a UTS
# namespace), and a fifth in the inventory that is not there. Needs root, ansible-core, OpenSSH's sshd, util-linux and python3; it
# touches no sshd of the system, and ends what it started.
#
#     docs/fleet/ansible/try.sh target/release/certready
#
# It ends with 0 where every host came to what it must. What certready says of a network that is not there is no matter here.
set -euo pipefail
binary=$(realpath "${1:?the path of the certready that is tried}")
here=$(dirname "$(realpath "$0")")
work=$(mktemp -d)
chmod 755 "$work"
started=()
close() {
    local pid
    for pid in "${started[@]}"; do kill "$pid" 2> /dev/null || true; done
    rm -rf "$work"
}
trap close EXIT

ssh-keygen -q -t ed25519 -N '' -f "$work/key"
# Where sshd separates privileges. It is the package's folder, which an init makes at boot.
mkdir -p /run/sshd

# start NAME PORT: a host.
start() {
    local name=$1 port=$2 of=$work/$1
    mkdir -p "$of/home" "$of/bin" "$of/srv"
    ssh-keygen -q -t ed25519 -N '' -f "$of/host_key"
    cat > "$of/sshd_config" << END
ListenAddress 127.0.0.1
Port $port
HostKey $of/host_key
AuthorizedKeysFile $work/key.pub
PasswordAuthentication no
PermitRootLogin prohibit-password
StrictModes no
UsePAM no
PidFile none
Subsystem sftp internal-sftp
END
    # Its own name, and its own root's home, binaries and reports.
    unshare --uts --mount --propagation private sh -euc "
        hostname '$name'
        mount --bind '$of/home' /root
        mount --bind '$of/bin' /usr/local/bin
        mount --bind '$of/srv' /srv
        exec /usr/sbin/sshd -D -e -f '$of/sshd_config'" 2> "$of/log" &
    started+=($!)
    printf '[127.0.0.1]:%s %s\n' "$port" "$(cut -d ' ' -f 1,2 "$of/host_key.pub")" >> "$work/known_hosts"
}
start mail-01 22201
start MAIL-02 22202
start mail-03 22203
start edge-01 22204

cat > "$work/inventory.ini" << END
[mail_hops]
mail-01 ansible_port=22201
mail-02.contoso.example ansible_port=22202 certready_arguments='["--client", "openssl-no-revocation"]'
mail-03 ansible_port=22203 certready_arguments='["--only", "root-present"]'
edge-01 ansible_port=22204 certready_accounts='["nobody", "daemon"]'
mail-09 ansible_port=22209

[mail_hops:vars]
ansible_host=127.0.0.1
ansible_user=root
ansible_become_method=su
ansible_ssh_private_key_file=$work/key
ansible_ssh_common_args=-o UserKnownHostsFile=$work/known_hosts -o GlobalKnownHostsFile=/dev/null
certready_binary=$binary
certready_accounts=["nobody"]
certready_folder=/srv/certready
END
cp -r "$here/site.yml" "$here/roles" "$work"

# Bounded: each is there within a moment, or its log says why not.
for port in 22201 22202 22203 22204; do
    for _ in $(seq 50); do
        if (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null; then continue 2; fi
        sleep 0.1
    done
    echo "nothing listens on $port:" >&2
    cat "$work"/*/log >&2
    exit 1
done

# Each task has a connection of its own: one that is kept would outlive its sshd, and be taken for the next run's.
export ANSIBLE_SSH_ARGS='-o ControlMaster=no -o ControlPath=none'
export ANSIBLE_NOCOWS=1 ANSIBLE_RETRY_FILES_ENABLED=0 ANSIBLE_LOCALHOST_WARNING=0 ANSIBLE_HOME=$work/.ansible
status=0
ansible-playbook -i "$work/inventory.ini" -e "certready_fleet_binary=$binary" "$work/site.yml" || status=$?
ansible --version | sed -n 1p
/usr/sbin/sshd -V 2>&1 | sed -n 1p

python3 - "$work/fleet.json" "$status" << 'END'
import json
import sys

fleet = json.load(open(sys.argv[1]))
hosts = {host["name"].lower(): host for host in fleet["hosts"]}
came = {name: [(report["account"], report["said"]) for report in host["reports"]] for name, host in hosts.items()}
print(json.dumps(came, indent=2))
assert sorted(hosts) == ["edge-01", "mail-01", "mail-02", "mail-03", "mail-09"], sorted(hosts)
assert all(host["expected"] for host in hosts.values()), "each is found in the list, with and without its domain"
assert came["mail-09"] == [] and hosts["mail-09"]["verdict"] == "undetermined"
assert [account for account, _ in came["edge-01"]] == ["daemon", "nobody"]
assert came["mail-03"] == [("nobody", "undetermined")]
assert len(fleet["broken"]) == 0 and fleet["expected"] == 5
# 0 to 3 are verdicts: no task of a host that answered failed, and the play ends well.
assert sys.argv[2] == "0", "ansible-playbook ended with " + sys.argv[2]
print("as it must be")
END
