#!/usr/bin/env bash
# Runs LocalStack on this machine without Docker, for the tests in this folder.
#
#   infra/localstack/host.sh start   installs it below target/localstack (once, 600 MB), starts it, waits until it is ready
#   infra/localstack/host.sh stop    stops it
#
# It is the last release that runs without a token, with its dependencies as they were on the day of its release: later
# ones break it. Its DynamoDB is DynamoDB Local from the libraries of this build, in place of a download.
# Needs: Python 3.13, Maven, the JDK of this build.
set -euo pipefail
cd "$(dirname "$0")/../.."

home="$PWD/target/localstack"
port="${LOCALSTACK_PORT:-4566}"
released=2026-03-24
version=2026.3.0

python() {
  for found in "${PYTHON:-}" python3.13; do
    if [ -n "$found" ] && "$found" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 13))' 2>/dev/null; then
      echo "$found"
      return
    fi
  done
  if PYENV_VERSION=$(pyenv versions --bare 2>/dev/null | grep -m1 '^3\.13\.') && [ -n "$PYENV_VERSION" ]; then
    PYENV_VERSION="$PYENV_VERSION" pyenv which python
    return
  fi
  echo "expected Python 3.13 on the path, or its path in PYTHON" >&2
  exit 3
}

install_localstack() {
  [ -x "$home/env/bin/localstack" ] || [ -f "$home/installed" ] && return
  mkdir -p "$home"
  "$(python)" -m venv "$home/env"
  "$home/env/bin/pip" install -q --disable-pip-version-check uv
  "$home/env/bin/uv" pip install -q --python "$home/env/bin/python" --exclude-newer "$released" \
    "localstack-core[runtime]==$version"
  touch "$home/installed"
}

# where LocalStack would put what it downloads
install_dynamodb() {
  # the layout below the folder is LocalStack's own
  local lib="$home/files/var/lib/localstack/lib" jdk
  local folder="$lib/dynamodb-local/2"
  [ -f "$folder/DynamoDBLocal.jar" ] && return
  jdk="$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")"
  mkdir -p "$lib/java" "$folder/DynamoDBLocal_lib" "$home/agent"
  ln -sfn "$jdk" "$lib/java/21"
  mvn -B -q -pl shared/core dependency:copy-dependencies -DincludeScope=test \
    -DoutputDirectory="$folder/DynamoDBLocal_lib"
  {
    echo "Main-Class: com.amazonaws.services.dynamodbv2.local.main.ServerRunner"
    printf 'Class-Path:'
    (cd "$folder" && for jar in DynamoDBLocal_lib/*.jar; do printf ' %s \n' "$jar"; done)
  } > "$home/manifest"
  (cd "$home" && jar cfm "$folder/DynamoDBLocal.jar" manifest)
  echo 'public class Loader { public static void premain(String options) {} }' > "$home/agent/Loader.java"
  javac --release 17 -d "$home/agent" "$home/agent/Loader.java"
  echo 'Premain-Class: Loader' > "$home/agent/manifest"
  jar cfm "$folder/ddb-local-loader-0.1.jar" "$home/agent/manifest" -C "$home/agent" Loader.class
}

start() {
  # nothing but the address goes to standard output
  install_localstack >&2
  install_dynamodb >&2
  OVERRIDE_IN_DOCKER=0 FILESYSTEM_ROOT="$home/files" GATEWAY_LISTEN="127.0.0.1:$port" DISABLE_EVENTS=1 \
    SKIP_SSL_CERT_DOWNLOAD=1 nohup "$home/env/bin/python" -m localstack.runtime.main > "$home/log" 2>&1 &
  echo $! > "$home/pid"
  # another program's start can only be asked for again and again: two minutes at most
  for _ in $(seq 120); do
    if grep -q '^Ready' "$home/log"; then
      echo "http://127.0.0.1:$port"
      return
    fi
    kill -0 "$(cat "$home/pid")" 2>/dev/null || break
    sleep 1
  done
  echo "LocalStack did not start; see $home/log" >&2
  exit 1
}

case "${1:-}" in
  start) start ;;
  stop) [ ! -f "$home/pid" ] || { kill "$(cat "$home/pid")" 2>/dev/null || true; rm -f "$home/pid"; } ;;
  *) sed -n '2,9p' "$0" >&2; exit 2 ;;
esac
