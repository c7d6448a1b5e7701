#!/usr/bin/env bash
# A complete client under test in bash, based on curl (7.83 or later) and jq. Copy it, or replace `call` with your own client's
# call and keep the rest.
set -uo pipefail

# The largest answer that the client reads, in decompressed bytes. The contract's answers have a few hundred.
most_bytes=1000000

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# Writes the parts as lines of a curl configuration. On standard input of curl, because any user of the machine sees arguments,
# and the key is one of the parts.
parts() {
  jq -r '
    # For the quotes of a configuration.
    def quoted: "\"" + gsub("(?<mark>[\\\\\"])"; "\\\(.mark)") + "\"" | gsub("\n"; "\\n") | gsub("\r"; "\\r") | gsub("\t"; "\\t");
    # For the quotes within a value of `form`.
    def inner: "\"" + gsub("(?<mark>[\\\\\"])"; "\\\(.mark)") + "\"";
    to_entries[] |
    if .value | type == "string"
    # Not `form`, which would take a value with @ or < at its start as the name of a file.
    then "form-string = " + ("\(.key)=\(.value)" | quoted)
    else "form = " + ("\(.key)=@\(.value.file | inner);filename=\(.value.filename | inner);type=application/octet-stream" | quoted)
    end' <<<"$1"
}

# Sends a request once. Writes the body and the headers. Fails when no complete answer arrives within `timeoutMs`, from the
# look-up of the host to the last byte of the body.
call() {
  local url seconds
  url=$(jq -r '.baseUrl + .path' "$EENDIGO_KIT_CASE")
  seconds=$(jq -r '.timeoutMs / 1000' "$EENDIGO_KIT_CASE")
  local options=(
    # First, so that curl does not read ~/.curlrc, which may ask for redirects or retries.
    --disable
    --config -
    --silent --show-error
    # Covers the whole call, also the body.
    --max-time "$seconds"
    --retry 0
    # A proxy from the environment would read the pictures and the key.
    --noproxy '*'
    # Does not wait for a "100 Continue", which many servers never send.
    --header 'Expect:'
    # Decompresses the answer.
    --compressed
    --write-out '%{stderr}{"status":%{http_code},"headers":%{header_json}}'
    "$url"
  )
  # Without --location curl follows no redirect. `head` limits the size: --max-filesize does not know that of a chunked body.
  parts "$1" | curl "${options[@]}" 2>"$folder/answer" | head -c $((most_bytes + 1)) >"$folder/body"
  local ends=("${PIPESTATUS[@]}")
  if [ "$(wc -c <"$folder/body")" -gt $most_bytes ]; then
    reason="the answer has more than $most_bytes bytes"
    return 1
  elif [ "${ends[1]}" -ne 0 ]; then
    reason=$(head -1 "$folder/answer" | cut -c 1-300)
    return 1
  elif jq -e '.status >= 300 and .status < 400' "$folder/answer" >/dev/null; then
    # Following it would send the pictures and the key to another host.
    reason="a redirect, which is not followed"
    return 1
  fi
}

# Decodes the body as UTF-8. jq replaces wrong bytes: one loses one character and not the whole answer, which the server may have
# charged.
text() {
  local charset
  # A byte order mark takes precedence over the header.
  case $(head -c 3 "$folder/body" | od -An -tx1 | tr -d ' ') in
    efbbbf) tail -c +4 "$folder/body" && return ;;
    fffe* | feff*) charset=UTF-16 ;;
    *) charset=$(jq -r '.headers["content-type"][0] // "" | capture(";\\s*charset=\"?(?<name>[^\";\\s]+)"; "i").name // ""' "$folder/answer") ;;
  esac
  # The text as it is where the charset is unknown: JSON is UTF-8.
  case ${charset,,} in
    '' | utf-8) cat "$folder/body" ;;
    *) iconv -f "$charset" -t UTF-8 "$folder/body" 2>/dev/null || cat "$folder/body" ;;
  esac
}

# Reads an answer by its body only, because the document gives no HTTP status. Fails for an unknown body.
understand() {
  jq --slurpfile answer "$folder/answer" '
    # The first of these values that is text, because a report allows only text.
    def text(values): first(values | strings) // null;
    ($answer[0].headers["x-trx-no"][0]) as $trxNo |
    {
      "Insufficient balance": "insufficient-balance",
      "Parameter invalid, please check your request": "parameter-invalid",
      "Invalid API key or tenant code": "invalid-credentials",
      "Input Image Invalid": "face-compare-error",
      "Image too large": "image-too-large"
    } as $kinds |
    (.status | strings | ascii_downcase) as $status |
    if $status == "success" then
      (.result | if type == "array" then first else . end) as $result |
      (($result.face_compare | {compare, similarity, threshold}) + ($result.face_liveness | {live, score})) as $fields |
      # A success with an incomplete result does not count as a success.
      if all($fields[]; type == "string") then
        {outcome: "success", kind: "success", fields: ($fields + {date: text(.date, .datetime), message: text(.message), $trxNo})}
      else error("a success with an incomplete result") end
    elif $status == "failed" then
      text(.error, .message) as $message |
      # A liveness error is the only failure with `error` and `result`. An unknown message is reported without a kind.
      (if has("error") or has("result") then "liveness-error" else $kinds[$message // ""] end) as $kind |
      {outcome: "service-error", $kind, fields: {$message, date: text(.datetime, .date)}}
    else error("JSON that is not an answer of the service") end'
}

# Makes the calls of a case. A few cases have some to make first, without a report.
calls() {
  local requests request
  requests=$(jq -c '(.earlier // [])[], .request' "$EENDIGO_KIT_CASE")
  while IFS= read -r request; do
    call "$request" || return
  done <<<"$requests"
}

# Never sends again: the server may have charged the first request.
if calls && text | understand >"$folder/report" 2>"$folder/error" && [ -s "$folder/report" ]; then
  cp "$folder/report" "$EENDIGO_KIT_RESULT"
else
  jq -n --arg reason "${reason:-not an answer of the service: $(head -c 300 "$folder/error")}" \
    '{outcome: "transport-error", $reason}' >"$EENDIGO_KIT_RESULT"
fi
