#!/bin/sh
# Build the guest: Debian's kernel, busybox and a static fio in an initramfs.
#
#   ./build-guest.sh WORK [FIO]
#
# Leaves WORK/guest/vmlinuz, initramfs.cpio and versions.txt. Nothing is installed on the
# host: packages are downloaded and unpacked. FIO is a static fio; without it, fio is built
# from Debian's source (needs gcc, make, libaio-dev).
# The kernel is the plain one: the cloud kernel lacks drivers of half the controllers.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
work=$(cd "$1" && pwd)
fio=${2:-$work/fio-build/fio}
fail() { echo "build-guest.sh: $*" >&2; exit 1; }

for tool in apt-get dpkg cpio gzip busybox; do
  command -v $tool >/dev/null || fail "$tool is missing; on Debian: apt-get install cpio busybox-static"
done

fetch_kernel() {
  mkdir -p "$work/kernel" && cd "$work/kernel"
  package=$(apt-cache depends linux-image-amd64 | awk '/Depends: linux-image-/ { print $2; exit }')
  apt-get -q download "$package"
  dpkg --fsys-tarfile "$package"_*.deb | tar -x \
    ./boot --wildcards './lib/modules/*/modules.*' './lib/modules/*/kernel/*.ko'
}

build_fio() {
  mkdir -p "$work/fio-source/lists/partial" "$work/fio-build" && cd "$work/fio-source"
  . /etc/os-release
  # The sources of fio, from wherever this machine takes its packages.
  mirror=$(apt-get -q --print-uris download fio | sed -n "s#^'\(.*\)/pool/.*#\1#p")
  echo "deb-src $mirror $VERSION_CODENAME main" > sources.list
  apt="apt-get -q -o Dir::Etc::sourcelist=$PWD/sources.list -o Dir::Etc::sourceparts=- -o Dir::State::lists=$PWD/lists"
  $apt update
  $apt source --download-only fio
  tar -xf fio_*.orig.tar.?z -C "$work/fio-build" --strip-components=1
  cd "$work/fio-build"
  ./configure --build-static --disable-http --disable-rdma --disable-rados --disable-rbd --disable-gfapi --disable-pmem --disable-native
  make fio
}

# modules: files of all drivers in controllers.txt and of what they need. Checksums are
# asked for by name at run time, so no module depends on them.
modules() {
  busybox depmod -b "$work/kernel" "${kernel##*/}"
  {
    awk '!/^#/ { gsub(",", "\n", $2); print $2 }' "$here/controllers.txt"
    printf '%s\n' crct10dif_generic crct10dif_pclmul crc64_rocksoft_generic
  } | awk -F '[: ]+' '
    NR == FNR { wanted[$1]; next }
    { name = $1; sub(".*/", "", name); sub(/\.ko$/, "", name); gsub("-", "_", name) }
    name in wanted { for (i = 1; i <= NF; i++) if ($i != "") print $i }' - "$kernel/modules.dep" | sort -u
}

[ -e "$work"/kernel/boot/vmlinuz-* ] || fetch_kernel
[ -x "$fio" ] || build_fio
! ldd "$fio" >/dev/null 2>&1 || fail "$fio is not static"
"$fio" --enghelp=libaio >/dev/null 2>&1 ||
  fail "$fio has no engine libaio; install libaio-dev, remove ${fio%/*}, and run again"

rm -rf "$work/guest"
root=$work/guest/root
kernel=$(echo "$work"/kernel/lib/modules/*)
version=lib/modules/${kernel##*/}
mkdir -p "$root/bin" "$root/$version"
cp "$kernel"/modules.order "$kernel"/modules.builtin* "$root/$version/"
modules | while read -r module; do
  mkdir -p "$root/$version/$(dirname "$module")"
  cp "$kernel/$module" "$root/$version/$module"
done
busybox depmod -b "$root" "${version##*/}"
cp "$(command -v busybox)" "$fio" "$root/bin/"
strip "$root/bin/fio" 2>/dev/null || :
cp "$here/guest-init" "$root/init"
chmod 755 "$root/init"
(cd "$root" && find . | cpio -o -H newc --quiet) > "$work/guest/initramfs.cpio"
cp "$work"/kernel/boot/vmlinuz-* "$work/guest/vmlinuz"
{ echo "${version##*/}"; busybox | head -n 1; "$fio" --version; } > "$work/guest/versions.txt"
rm -r "$root"
