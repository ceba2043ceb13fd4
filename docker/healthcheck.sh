#!/usr/bin/env bash
# Exit 0 when the service in this container takes work. Nothing but bash is needed.
exec 3<>/dev/tcp/127.0.0.1/8080 || exit 1
printf 'GET /healthz/ready HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
IFS=' ' read -r -t 4 _ code _ <&3
[ "$code" = 200 ]
