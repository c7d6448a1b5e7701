"""A complete client under test in Python (3.8 or later), based on requests.

Copy it, or replace `call` with your own client's call and keep the rest.
"""

import codecs
import concurrent.futures
import email.message
import json
import os
import ssl
import sys
import threading
from pathlib import Path

import requests

# The largest answer that the client reads, in decompressed bytes. The contract's answers have a few hundred.
MOST_BYTES = 1_000_000

# The kind of each failure by its message.
KINDS = {
    "Insufficient balance": "insufficient-balance",
    "Parameter invalid, please check your request": "parameter-invalid",
    "Invalid API key or tenant code": "invalid-credentials",
    "Input Image Invalid": "face-compare-error",
    "Image too large": "image-too-large",
}


def call(test_case):
    """Sends the request once. Returns the answer's text and X-Trx-No.

    Raises when no complete answer arrives within `timeoutMs`, from the look-up of the host to the last byte of the
    body. The time limit of requests is not enough, because it restarts with each byte.
    """
    seconds = test_case["timeoutMs"] / 1000
    answer = concurrent.futures.Future()
    late = threading.Event()

    def exchange():
        try:
            answer.set_result(send(test_case, seconds, late))
        except Exception as error:
            answer.set_exception(error)

    # A thread, because nothing else applies one time limit to look-up, connect, upload, head and body.
    threading.Thread(target=exchange, daemon=True).start()
    try:
        return answer.result(timeout=seconds)
    except (concurrent.futures.TimeoutError, TimeoutError):
        late.set()
        raise TimeoutError(f"no complete answer within {seconds} s") from None


def send(test_case, seconds, late):
    """Sends the request, and reads the whole answer. Raises when it is a redirect, too large or truncated."""
    files, texts = {}, {}
    for name, value in test_case["request"].items():
        if isinstance(value, str):
            texts[name] = value
        else:
            files[name] = (value["filename"], Path(value["file"]).read_bytes())
    url = test_case["baseUrl"] + test_case["path"]
    request = requests.Request("POST", url, data=texts, files=files).prepare()
    request.body = pieces(request.body, late)
    with requests.Session() as session:
        # The environment may name a proxy, which would read pictures and key, and ~/.netrc a password to send with them.
        session.trust_env = False
        authorities = ssl.get_default_verify_paths().cafile or True
        # Without an adapter that mounts `Retry`, a session sends nothing again.
        with session.send(
            request, timeout=seconds, stream=True, allow_redirects=False, verify=authorities
        ) as response:
            return read(response)


def pieces(body, late):
    """Gives a body piece by piece. Raises when the call is late, so that nothing more is sent."""
    for start in range(0, len(body), 65_536):
        if late.is_set():
            raise TimeoutError("too late to send more")
        yield body[start : start + 65_536]


def read(response):
    """Reads the whole answer. Raises when it is a redirect, too large or truncated."""
    if 300 <= response.status_code < 400:
        raise ValueError(f"a redirect (HTTP {response.status_code}), which is not followed")
    body = b""
    # Not `content` or `json()`, which have no size limit.
    for chunk in response.iter_content(4096):
        body += chunk
        if len(body) > MOST_BYTES:
            raise ValueError(f"the answer has more than {MOST_BYTES} bytes")
    if response.raw.length_remaining:
        # requests takes a truncated body for a whole one.
        raise ValueError(f"the answer lacks {response.raw.length_remaining} bytes")
    return text_of(body, charset_of(response.headers.get("Content-Type", ""))), response.headers.get("X-Trx-No")


def charset_of(content_type):
    """Returns the charset in a content type, or None. The guess of a library would be Latin-1."""
    head = email.message.Message()
    head["Content-Type"] = content_type
    return head.get_content_charset()


def text_of(body, charset):
    """Decodes the body. A wrong byte loses one character and not the whole answer, which the server may have charged."""
    # A byte order mark takes precedence over the header.
    if body.startswith(codecs.BOM_UTF8):
        return body.decode("utf-8-sig", "replace")
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body.decode("utf-16", "replace")
    try:
        return body.decode(charset or "utf-8", "replace")
    except LookupError:
        # The charset is unknown. JSON is UTF-8.
        return body.decode("utf-8", "replace")


def understand(text, trx_no):
    """Reads an answer by its body only, because the document gives no HTTP status. Raises for an unknown body."""
    body = json.loads(text)
    if not isinstance(body, dict):
        raise ValueError("JSON that is not an object")
    status = str(body.get("status")).lower()
    if status == "success":
        result = body["result"][0] if isinstance(body["result"], list) else body["result"]
        compare, liveness = result["face_compare"], result["face_liveness"]
        fields = {name: compare[name] for name in ("compare", "similarity", "threshold")}
        fields.update({name: liveness[name] for name in ("live", "score")})
        # A success with an incomplete result does not count as a success.
        if not all(isinstance(value, str) for value in fields.values()):
            raise ValueError("a success with an incomplete result")
        fields.update(date=text_or_none(body, "date", "datetime"), message=text_or_none(body, "message"), trxNo=trx_no)
        return {"outcome": "success", "kind": "success", "fields": fields}
    if status == "failed":
        # A liveness error is the only failure with `error` and `result`. An unknown message is reported without a kind.
        message = text_or_none(body, "error", "message")
        kind = "liveness-error" if "error" in body or "result" in body else KINDS.get(message)
        fields = {"message": message, "date": text_or_none(body, "datetime", "date")}
        return {"outcome": "service-error", "kind": kind, "fields": fields}
    raise ValueError("JSON that is not an answer of the service")


def text_or_none(body, *names):
    """Returns the first of these values that is text, because a report allows only text."""
    return next((body[name] for name in names if isinstance(body.get(name), str)), None)


def run(test_case):
    """Makes the calls of a case. Returns its report."""
    try:
        # A few cases have calls to make first, without a report.
        for request in test_case.get("earlier", []):
            call({**test_case, "request": request})
        return understand(*call(test_case))
    except Exception as error:  # The report names any error.
        # Never send again: the server may have charged the first request.
        return {"outcome": "transport-error", "reason": repr(error)}


def run_session():
    """Takes case after case from standard input: a session (`--session`)."""
    for line in sys.stdin.buffer:
        message = json.loads(line)
        if message["type"] == "hello":
            print(json.dumps({"type": "ready"}), flush=True)
        elif message["type"] == "case":
            print(json.dumps({"type": "result", "id": message["id"], "report": run(message)}), flush=True)
        elif message["type"] == "stop":
            return


if "EENDIGO_KIT_CASE" in os.environ:
    # An explicit encoding, because the default on Windows is not UTF-8.
    report = run(json.loads(Path(os.environ["EENDIGO_KIT_CASE"]).read_text(encoding="utf-8")))
    Path(os.environ["EENDIGO_KIT_RESULT"]).write_text(json.dumps(report), encoding="utf-8")
else:
    run_session()
