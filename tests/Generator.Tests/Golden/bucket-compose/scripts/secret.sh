#!/bin/sh
# secret.sh <file> <command...>: writes what the command prints into the file, without line ends at its end.
# The folder is its owner's alone; the file in it can be read by whatever user the container runs as.
set -eu
umask 077
file=$1; shift
value=$("$@")
[ -n "$value" ] || { echo "$file: the command printed nothing" >&2; exit 1; }
mkdir -p "$(dirname "$file")"
rm -f "$file"
printf %s "$value" >"$file"
chmod 444 "$file"
