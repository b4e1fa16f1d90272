#!/usr/bin/env bash
# A network of two machines, made of namespaces, that nothing outside can see:
#
#   the client, 192.0.2.2 ──── 192.0.2.1, the provider's machine, with 198.51.100.1 inside of it
#
#   provider.test:8443    TLS by stunnel with a private authority's certificate; 198.51.100.1, to
#                         which the client has no way
#   reachable.test:8443   the same on 192.0.2.1
#   elsewhere.test:8443   the same, for which the certificate is not
#   proxy.test:8888       tinyproxy
#   proxy.test:8889       tinyproxy that asks for the user "reader" and the password "open-sesame"
#   proxy.test:8890       tinyproxy that opens no tunnel to port 8443
#
# usage: unshare --net --mount network.sh FOLDER
#
# Writes logs and the authority's certificate (ca.pem) into FOLDER, prints the number of a process
# whose namespaces are the client's, and ends with its process group.
set -euo pipefail
PATH=$PATH:/usr/sbin:/sbin

parts=$(dirname "$(readlink -f -- "${BASH_SOURCE[0]}")")
cd "$1"

make_certificates() {
    openssl ecparam -name prime256v1 -genkey -noout -out ca.key
    openssl req -x509 -key ca.key -days 2 -subj "/CN=A private authority" -out ca.pem \
        -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign
    openssl ecparam -name prime256v1 -genkey -noout -out server.key
    openssl req -new -key server.key -subj "/CN=provider.test" -out server.csr
    openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 \
        -out server.pem -extfile <(echo subjectAltName=DNS:provider.test,DNS:reachable.test)
    chmod 600 ca.key server.key
}

make_network() {
    ip link set lo up
    ip address add 198.51.100.1/32 dev lo
    unshare --net sleep infinity &
    client=$!
    until [[ $(readlink "/proc/$client/ns/net") != "$(readlink /proc/self/ns/net)" ]]; do :; done
    ip link add outside type veth peer name inside netns "$client"
    ip address add 192.0.2.1/24 dev outside
    ip link set outside up
    nsenter --target "$client" --net ip link set lo up
    nsenter --target "$client" --net ip address add 192.0.2.2/24 dev inside
    nsenter --target "$client" --net ip link set inside up
    cat >hosts <<END
127.0.0.1 localhost
192.0.2.1 reachable.test elsewhere.test proxy.test
198.51.100.1 provider.test
END
    mount --bind hosts /etc/hosts
}

serve_tls() {
    cat >stunnel.conf <<END
foreground = yes
syslog = no
pid =
output = $PWD/stunnel.log
[provider]
accept = 0.0.0.0:8443
connect = 127.0.0.1:8000
cert = $PWD/server.pem
key = $PWD/server.key
END
    stunnel4 stunnel.conf >stunnel.out 2>&1 &
}

# serve_proxy PORT SETTING: tinyproxy writes its log to proxy-PORT.log.
serve_proxy() {
    cat >"proxy-$1.conf" <<END
Port $1
Listen 192.0.2.1
Timeout 600
LogFile "$PWD/proxy-$1.log"
LogLevel Connect
$2
END
    : >"proxy-$1.log"
    tinyproxy -d -c "proxy-$1.conf" >"proxy-$1.out" 2>&1 &
}

# listening HOST PORT: waits until somebody listens there.
listening() {
    local end=$((SECONDS + 30))
    until (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null; do
        ((SECONDS < end)) || { echo "nobody listens on $1:$2" >&2; return 1; }
        sleep 0.05
    done
}

make_certificates 2>openssl.log
make_network
: >requests.log
python3 "$parts/provider.py" 8000 requests.log &
serve_tls
serve_proxy 8888 ""
serve_proxy 8889 "BasicAuth reader open-sesame"
serve_proxy 8890 "ConnectPort 443"
listening 127.0.0.1 8000
listening 192.0.2.1 8443
for port in 8888 8889 8890; do listening 192.0.2.1 "$port"; done
echo "$client"
wait
