#!/bin/sh
# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Looks for the system's libraries and programs that Obole (run) or its tests (test) need.
# As root on Debian or Ubuntu it installs what is missing; otherwise it prints the exact line.
set -u

libraries="libGL.so.1:libgl1 libEGL.so.1:libegl1 libxkbcommon-x11.so.0:libxkbcommon-x11-0
libdbus-1.so.3:libdbus-1-3 libxcb-cursor.so.0:libxcb-cursor0 libxcb-icccm.so.4:libxcb-icccm4
libxcb-keysyms.so.1:libxcb-keysyms1 libxcb-shape.so.0:libxcb-shape0 libxcb-image.so.0:libxcb-image0
libxcb-render-util.so.0:libxcb-render-util0 libxcb-randr.so.0:libxcb-randr0
libxcb-xkb.so.1:libxcb-xkb1 libcups.so.2:libcups2 libfontconfig.so.1:libfontconfig1 libglib-2.0.so.0:libglib2.0-0"
programs="Xvfb:xvfb xdotool:xdotool setxkbmap:x11-xkb-utils openbox:openbox pdftotext:poppler-utils
qpdf:qpdf openssl:openssl git:git soffice:libreoffice-calc"

missing=""
known=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null)
for pair in $libraries; do
	case "$known" in *"${pair%%:*}"*) ;; *) missing="$missing ${pair#*:}" ;; esac
done
[ -n "$(ls /usr/share/fonts 2>/dev/null)" ] || missing="$missing fonts-dejavu-core"
if [ "${1:-run}" = test ]; then
	for pair in $programs; do
		command -v "${pair%%:*}" >/dev/null 2>&1 || missing="$missing ${pair#*:}"
	done
	ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 ||
		missing="$missing postgresql"
fi
[ -z "$missing" ] && exit 0

line="apt-get install -y --no-install-recommends$missing"
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
	echo "Installing what the system lacks: $missing"
	export DEBIAN_FRONTEND=noninteractive
	log=$(mktemp)
	if apt-get update -q >"$log" 2>&1 && $line >>"$log" 2>&1; then
		rm -f "$log"
		exit 0
	fi
	cat "$log"
	rm -f "$log"
fi
echo "The system lacks:$missing"
echo "Install it with:  sudo $line"
[ "${1:-run}" = test ] && exit 1
exit 0
