#!/bin/sh
# Lay the inputs of vocabulary.ts below a folder: packages of a Debian, unpacked and not installed.
#   sh test/tools/fetch-vocabulary.sh FOLDER
set -eu
folder=${1:?'usage: fetch-vocabulary.sh FOLDER'}
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$folder/deb" "$folder/tree"
cd "$folder/deb"
kernel=$(apt-cache depends linux-image-amd64 | awk '/Depends/ { print $2; exit }')
for package in "$kernel" $(cat "$here/vocabulary-packages.txt"); do
  apt-get download -q "$package" > /dev/null 2>&1 || echo "not there: $package" >&2
done
: > ../tree/sources.tsv
for file in *.deb; do
  name=${file%%_*}
  dpkg-deb -f "$file" Source Version | awk -v name="$name" '
    /^Source:/ { source = $2 } /^Version:/ { version = $2 }
    END { print name "\t" (source ? source : name) "\t" version }' >> ../tree/sources.tsv
  mkdir -p "../tree/$name"
  case $name in
    # Large programs that no capture is of: their manuals alone.
    docker.io | podman | kubernetes-client | ceph-* | libdpdk-dev | ovmf | qemu-system-data)
      dpkg-deb --fsys-tarfile "$file" | tar -x -C "../tree/$name" --wildcards './usr/share/man/*' 2> /dev/null || : ;;
    linux-doc*)
      dpkg-deb --fsys-tarfile "$file" | tar -x -C "../tree/$name" --wildcards \
        '*/_sources/*/admin-guide/*' '*/admin-guide/*.txt' '*/networking/*.txt' '*/ABI/*' \
        '*/block/*.txt' '*/scsi/*.txt' '*/nvme/*.txt' '*/virt/*.txt' '*/driver-api/*.txt' \
        '*/filesystems/*.txt' '*/trace/*.txt' 2> /dev/null || : ;;
    *) dpkg-deb -x "$file" "../tree/$name" ;;
  esac
done
cd ../tree
# The kernel itself is packed, behind the program that unpacks it.
for image in "$kernel"/boot/vmlinuz*; do
  at=$(LC_ALL=C grep -obUaP '\xfd7zXZ\x00' "$image" | head -n 1 | cut -d : -f 1)
  tail -c "+$((at + 1))" "$image" | xz -dc > "$kernel/boot/vmlinux" 2> /dev/null || :
done
# The kernel and its modules say much that is the same: once each.
find "$kernel" \( -name '*.ko' -o -name vmlinux \) -print0 | LC_ALL=C xargs -0 strings -n 6 |
  grep -vE '^(author|srcversion|sig_|alias)=' | LC_ALL=C sort -u > "$kernel/linux.strings"
find "$kernel" \( -name '*.ko' -o -name 'vmlinu?' -o -name 'vmlinuz*' \) -delete
find . -name '*.html' -delete
