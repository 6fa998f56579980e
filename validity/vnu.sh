#!/usr/bin/env bash
# Prints the path of the W3C's Nu Html Checker, fetching it with npm at first use.
# VNU_JAR names one that is already there; VNU_CACHE the folder it is kept in.
set -euo pipefail

version=26.9.27

if [[ -n ${VNU_JAR:-} ]]; then
	echo "$VNU_JAR"
	exit
fi
cache=${VNU_CACHE:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/htmlclean-vnu}
jar=$cache/vnu-$version.jar
if [[ ! -s $jar ]]; then
	mkdir -p "$cache"
	work=$(mktemp -d "$cache/fetch.XXXXXX")
	trap 'rm -rf "$work"' EXIT
	(cd "$work" && npm pack --silent "vnu-jar@$version" >&2 && tar -xzf "vnu-jar-$version.tgz")
	# Moved as the last step: another run never sees half a file.
	mv "$(find "$work" -name vnu.jar | head -n 1)" "$jar"
fi
echo "$jar"
