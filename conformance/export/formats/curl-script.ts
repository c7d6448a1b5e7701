/** The functions of the script, before those of the requests. */
export const curlScriptStart: readonly string[] = `
set -uo pipefail
cd "$(dirname "\${BASH_SOURCE[0]}")" || exit 2
for tool in curl jq; do
  command -v "$tool" >/dev/null || { echo "$tool is missing; install it" >&2; exit 2; }
done
answer=$(mktemp -d) || exit 2
trap 'rm -rf "$answer"' EXIT
# Makes the refNumbers new in each run.
run=$(date +%s)

# Sends a request with the options of curl, and keeps the answer.
send() {
  status=$(curl --disable --silent --show-error --max-time 60 -H 'Expect:' -o "$answer/body" -D "$answer/headers" -w '%{http_code}' "$@" "$url" 2>"$answer/error")
  [ "$status" != 000 ] || note "$(head -1 "$answer/error")"
}

note() {
  failures+=("$1")
}

check_status() {
  [ "$status" = "$1" ] || note "the status is $status, not $1"
}

# Prints the value of a header.
header() {
  awk -v name="$1" '{ sub(/\\r$/, "") } index(tolower($0), tolower(name) ":") == 1 { sub(/^[^:]*:[ \\t]*/, ""); print }' "$answer/headers"
}

check_header() {
  local value
  value=$(header "$1")
  shopt -s nocasematch
  [[ $value =~ $2 ]] || note "the header $1 is '$value', not like $2"
  shopt -u nocasematch
}

check_no_header() {
  [ -z "$(header "$1")" ] || note "there is a header $1"
}

# Checks the JSON body. Of each two arguments, the first is a sentence, and the second an expression of jq that must be true.
check_body() {
  local program='' place wrong sentences=()
  while [ $# -gt 0 ]; do
    program+="(if (try ($2) catch false) == true then empty else \${#sentences[@]} end),"
    sentences+=("$1")
    shift 2
  done
  if wrong=$(jq -e "[$program empty] | .[]" "$answer/body" 2>/dev/null) || [ $? -eq 4 ] && [ -s "$answer/body" ]; then
    for place in $wrong; do note "it is not so that \${sentences[place]}"; done
  else
    note 'the body is no JSON'
  fi
}

check_text() {
  printf %s "$1" | cmp -s - "$answer/body" || note 'the body is another text'
}

lower_case() { printf %s "$1" | tr '[:upper:]' '[:lower:]'; }
upper_case() { printf %s "$1" | tr '[:lower:]' '[:upper:]'; }
other_capitals() { if [ "$1" = "$(upper_case "$1")" ]; then lower_case "$1"; else upper_case "$1"; fi; }
cut_short() { printf %s "\${1%?}"; }`.split('\n');

/** The end of the script, behind the list of its cases: runs them, or those that its arguments name. */
export const curlScriptEnd: readonly string[] = `
[ $# -gt 0 ] || set -- "\${cases[@]}"
for id in "$@"; do
  declare -F "case_\${id//-/_}" >/dev/null || { echo "no case is called $id; give one of: \${cases[*]}" >&2; exit 2; }
done
passed=0 failed=0
for id in "$@"; do
  failures=()
  : >"$answer/body" && : >"$answer/headers"
  "case_\${id//-/_}"
  if [ \${#failures[@]} -eq 0 ]; then
    passed=$((passed + 1))
    echo "ok      $id"
  else
    failed=$((failed + 1))
    echo "not ok  $id"
    printf '        %s\\n' "\${failures[@]}"
  fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]`.split('\n');
