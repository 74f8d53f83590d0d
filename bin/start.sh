#!/bin/sh
# npm start: builds what is stale, then becomes the host process. Every step ends in `exec`, so that no shell
# stays behind, signals reach the host, and no process that lives on keeps a secret in its environment.
set -eu
cd "$(dirname "$0")/.."

main=apps/host/dist/packed/main.js
# The host knows the same names: apps/host/src/config.
secrets='PATCHBAY_MASTER_KEY PATCHBAY_MASTER_KEY_PREVIOUS PATCHBAY_ADMIN_PASSWORD PATCHBAY_DATABASE_URL HTTP_PROXY HTTPS_PROXY http_proxy https_proxy'

# Asks `node --version` only, which answers in 5 ms; running a script to compare takes 50.
node_version_fits() {
  version=$(node --version 2>/dev/null) || return 1
  version=${version#v}
  major=${version%%.*}
  minor=${version#*.}
  minor=${minor%%.*}
  case $major in
    20) [ "$minor" -ge 19 ] ;;
    22) [ "$minor" -ge 12 ] ;;
    *) [ "$major" -ge 24 ] ;;
  esac
}

# Deleting or adding a file changes the date of its folder, so folders count too.
is_stale() {
  [ -f dist/built ] && [ -f "$main" ] || return 0
  [ -n "$(find package-lock.json tsconfig.base.json tools/build tools/pack packages/*/src plugins/*/src apps/*/src apps/web/index.html \
    packages/*/tsconfig.json plugins/*/tsconfig.json apps/*/tsconfig.json -newer dist/built 2>/dev/null | head -n 1)" ]
}

if ! node_version_fits; then
  echo "Patchbay needs Node 20.19 or later, 22.12 or later, or 24 and up; found: ${version:-no node}." >&2
  exit 1
fi

# Of a proxy only a login is a secret: without one the build may need it, and other software shows it anyway.
handed_over=
names=
for name in $secrets; do
  eval "value=\${$name-}"
  case $name in *_PROXY | *_proxy) case $value in *@*) ;; *) continue ;; esac ;; esac
  names="$names $name"
  [ -z "$value" ] || handed_over="$handed_over$name=$value
"
done
unset value $names

# Without the secrets: the build runs code of many packages.
! is_stale || node tools/build.mjs app

[ -n "$handed_over" ] || exec node "$main" "$@"

# npm lives on as the parent, and its environment can be read by every process of the same user.
[ -z "${npm_lifecycle_event:-}" ] || node bin/forget-secrets.mjs "$PPID" $names
exec node "$main" --secrets-fd=3 "$@" 3<<END
$handed_over
END
