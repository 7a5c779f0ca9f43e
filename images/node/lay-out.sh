#!/bin/sh
# Lays the node's root file system out in /image, from Debian's: the programs of the list, with their libraries, and no other.
set -eu
image=/image

# with copies a program, and what it is linked with, to where the loader looks for it.
with() {
  install -D "$1" "$image$2"
  ldd "$1" 2> /dev/null | grep -o '/[^ ]*' | while read -r library; do
    [ -e "$image$library" ] || install -D -m 755 "$library" "$image$library"
  done
}

mkdir -p "$image/bin/aux"
grep -v -e '^#' -e '^$' "$1" | while read -r directory source names; do
  for name in $names; do
    case $source in
      -) ;;
      /*) with "$source/$name" "$directory/$name" ;;
      *) ln -s "$source" "$image$directory/$name" ;;
    esac
  done
done

# The runtime behind k3s' links, and the packet filters' extensions, which they load by name.
with /usr/bin/containerd /usr/libexec/k3s/containerd
with /usr/bin/ctr /usr/libexec/k3s/ctr
extensions=$(dirname "$(find /usr/lib -name libxt_conntrack.so)")
mkdir -p "$image$extensions"
cp "$extensions"/* "$image$extensions"

# What else k3s' image has, which is not much.
mkdir -p "$image/etc/ssl/certs" "$image/usr/share" "$image/run" "$image/var/run" "$image/tmp" "$image/lib/modules" "$image/lib/firmware"
chmod 1777 "$image/tmp"
cp /etc/ssl/certs/ca-certificates.crt "$image/etc/ssl/certs"
cp -r /usr/share/zoneinfo "$image/usr/share"
echo 'root:x:0:0:root:/:/bin/sh' > "$image/etc/passwd"
echo 'root:x:0:' > "$image/etc/group"
echo 'hosts: files dns' > "$image/etc/nsswitch.conf"
