#!/bin/sh
# Runs a command in a root directory of its own that holds only what is named, as process 2 of its namespaces.
# unshare(1) starts it with --pid --mount, so that nothing done here is seen outside. This shell stays as process 1
# and keeps its capabilities: it reaps orphans, and what it started can neither signal nor trace it.
#
#   sandbox.sh [--user-namespace] [--uid N --gid N] --processes N --data BYTES
#              [--read PATH]… [--write PATH]… [--hide PATH]…
#              [--relay PATH] -- [NAME=VALUE]… COMMAND [ARGUMENT]…
#
# Paths are absolute, free of symlinks, and each is an argument of its own, so blanks, quotes and line breaks mean
# nothing here. They keep their names inside. --hide covers a path that lies within one of the others; the
# directory of --relay is /run/relay inside, since the names of sockets are short.
set -eu
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
umask 022

# Nobody keeps code or data below /sys, so covering it hides nothing that has to be mounted from.
root=/sys
bind=bind
uid=
gid=

# mount_at PATH OPTIONS: the same path inside, be it a directory or a file.
mount_at() {
  if [ -d "$1" ]; then
    mkdir -p -- "$root$1"
  else
    mkdir -p -- "$root${1%/*}"
    [ -e "$root$1" ] || : >"$root$1"
  fi
  mount -o "$bind,nosuid,nodev,$2" -- "$1" "$root$1"
}

# An empty directory over directories, the null device over files.
hide() {
  if [ -d "$root$1" ]; then
    mount -t tmpfs -o mode=0555,ro,size=4k hidden "$root$1"
  elif [ -e "$root$1" ]; then
    mount --bind /dev/null "$root$1"
  fi
}

# Not writable: a runner that put another socket there would only deceive itself, but one that removes it is stuck.
relay() {
  mkdir -p "$root/run/relay"
  mount -o "$bind,ro,nosuid,nodev,noexec" -- "$1" "$root/run/relay"
}

system_directories() {
  for directory in /usr /bin /sbin /lib /lib32 /lib64 /libx32 /etc/ssl/certs /etc/alternatives; do
    if [ -L "$directory" ]; then
      cp -P "$directory" "$root/"
    elif [ -d "$directory" ]; then
      mount_at "$directory" ro
    fi
  done
}

# Only what name resolution, TLS and the dynamic linker read; not, say, the shadow file.
system_files() {
  for name in resolv.conf hosts host.conf nsswitch.conf gai.conf services protocols ld.so.cache localtime \
    timezone ssl/openssl.cnf; do
    [ ! -f "/etc/$name" ] || cp -L "/etc/$name" "$root/etc/$name"
  done
  printf 'runner:x:%s:%s::/tmp:/bin/false\n' "${uid:-0}" "${gid:-0}" >"$root/etc/passwd"
}

# No disks: without capabilities root still owns their files and could read everything through them.
devices() {
  mkdir -p "$root/dev"
  for name in null zero random urandom; do
    : >"$root/dev/$name"
    mount --bind "/dev/$name" "$root/dev/$name"
  done
}

temporary_directory() {
  mkdir -p "$root/tmp"
  # Not executable: a native module written here would be loaded past every check of Node.
  mount -t tmpfs -o mode=1777,nosuid,nodev,noexec,size=64m,nr_inodes=10k patchbay "$root/tmp"
}

own_processes() {
  mkdir -p "$root/proc"
  mount -t proc -o nosuid,nodev,noexec proc "$root/proc"
  # The same as by chroot below, where that concerns this namespace alone and not the machine.
  [ "$bind" = bind ] || echo 0 >"$root/proc/sys/user/max_user_namespaces" || :
  [ -z "$uid" ] || return 0
  # Root may write these without any capability: one names a program that the kernel starts outside of all
  # namespaces, another restarts the machine.
  for name in sys sysrq-trigger irq bus; do
    [ ! -e "$root/proc/$name" ] || mount -o bind,ro,nosuid,nodev,noexec "$root/proc/$name" "$root/proc/$name"
  done
}

if [ "$1" = --user-namespace ]; then
  # The kernel lets an unprivileged mount copy a directory only together with what is mounted below it.
  bind=rbind
  shift
fi
mount -t tmpfs -o mode=0755,nosuid,size=4m,nr_inodes=10k patchbay "$root"
system_directories
devices
temporary_directory
while [ "$1" != -- ]; do
  case $1 in
    --uid) uid=$2 ;;
    --gid) gid=$2 ;;
    --processes) processes=$2 ;;
    --data) data=$2 ;;
    --read) mount_at "$2" ro ;;
    --write) mount_at "$2" rw,noexec ;;
    --hide) hide "$2" ;;
    --relay) relay "$2" ;;
    *) exit 64 ;;
  esac
  shift 2
done
shift
system_files
own_processes
mkdir "$root/room"

# The former root is gone afterwards, not merely out of sight.
cd "$root"
pivot_root . .
umount -l .
cd /
mount -o remount,bind,ro,nosuid,nodev /
# To who is not at the root of its mount namespace the kernel gives no user namespace. In one of its own a runner would be
# privileged again, if only there: it could mount, and reach parts of the kernel that are closed to others.
mount --rbind / /room

set -- env -i "$@"
if [ -n "$uid" ]; then
  set -- --reuid="$uid" --regid="$gid" --clear-groups -- "$@"
else
  set -- -- "$@"
fi
# A core limit of one byte, not zero: zero is ignored when cores are piped to a program, and cores hold credentials.
chroot /room prlimit --core=1 --nproc="$processes" --data="$data" -- \
  setpriv --bounding-set=-all --inh-caps=-all --no-new-privs "$@" &
exec 1>&- 2>&- 3>&-
wait $!
