#!/bin/bash
# Makes docs/images/worker_page_{en,ru}.png: the page of a worker that a demo keeps busy. Needs Chromium.
set -euo pipefail
cd "${0%/*}/.."
browser=$(command -v chromium-headless-shell || command -v chromium)
profile=$(mktemp -d)
./jbang sandbox/demo.java --lang en --keep --instances 1000 >"$profile/demo.log" 2>&1 &
demo=$!
trap 'kill $demo 2>/dev/null; wait $demo 2>/dev/null || true; rm -rf "$profile"' EXIT
until [ "$(curl -sf http://127.0.0.1:8085/status | sed -n 's/^  "uptime_seconds": \([0-9]*\),$/\1/p')" -gt 20 ] 2>/dev/null; do
  kill -0 $demo || { cat "$profile/demo.log"; exit 1; }
  sleep 1
done
for lang in en ru; do
  "$browser" --headless --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$profile" --virtual-time-budget=6000 \
    --window-size=1100,1010 --screenshot="docs/images/worker_page_$lang.png" "http://127.0.0.1:8085/?lang=$lang"
done
