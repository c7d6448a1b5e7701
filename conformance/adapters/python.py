"""A complete client under test in Python (3.7 or later), based on the standard library.

Copy it, or replace `call` with your own client's call and keep the rest.
"""

import codecs
import concurrent.futures
import http.client
import json
import os
import socket
import sys
import threading
import uuid
import zlib
from pathlib import Path
from urllib.parse import urlsplit

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


def escaped(name):
    """Escapes a name for the quotes of a Content-Disposition, as browsers do."""
    return name.replace("\n", "%0A").replace("\r", "%0D").replace('"', "%22")


def multipart(request):
    """Encodes the parts as a multipart body. Returns the body and the content type with its boundary."""
    boundary = uuid.uuid4().hex
    body = b""
    for name, value in request.items():
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{escaped(name)}"'
        if isinstance(value, str):
            content = value.encode()
        else:
            head += f'; filename="{escaped(value["filename"])}"\r\nContent-Type: application/octet-stream'
            content = Path(value["file"]).read_bytes()
        body += head.encode() + b"\r\n\r\n" + content + b"\r\n"
    return body + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


def call(test_case):
    """Sends the request once. Returns the answer's text and X-Trx-No.

    Raises when no complete answer arrives within `timeoutMs`, from the look-up of the host to the last byte of the
    body. A socket's own time limit is not enough, because it restarts with each byte.
    """
    url = urlsplit(test_case["baseUrl"] + test_case["path"])
    seconds = test_case["timeoutMs"] / 1000
    body, content_type = multipart(test_case["request"])
    # http.client follows no redirect and uses no proxy, so pictures and key go to this host only. HTTPS checks certificates.
    kind = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
    connection = kind(url.hostname, url.port, timeout=seconds)
    answer = concurrent.futures.Future()
    late = threading.Event()

    def exchange():
        try:
            connection.connect()
            if late.is_set():
                raise TimeoutError("connected too late to send anything")
            connection.request("POST", url.path, body, {"Content-Type": content_type})
            answer.set_result(read(connection.getresponse()))
        except Exception as error:
            answer.set_exception(error)
        finally:
            connection.close()

    # A thread, because nothing else applies one time limit to look-up, connect, upload, head and body.
    threading.Thread(target=exchange, daemon=True).start()
    try:
        return answer.result(timeout=seconds)
    except (concurrent.futures.TimeoutError, TimeoutError):
        # The event first, then the connection: the thread either sees the event, or its request is already on the connection.
        late.set()
        hang_up(connection.sock)
        raise TimeoutError(f"no complete answer within {seconds} s") from None


def hang_up(sock):
    """Shuts down the connection that another thread is using."""
    try:
        if sock is not None:
            sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass  # The connection is already closed.


def read(response):
    """Reads the whole answer. Raises when it is a redirect, too large or truncated."""
    if 300 <= response.status < 400:
        raise ValueError(f"a redirect (HTTP {response.status}), which is not followed")
    body = response.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise ValueError(f"the answer has more than {MOST_BYTES} bytes")
    if response.length:
        # `read` with a limit does not raise this error itself.
        raise http.client.IncompleteRead(body, response.length)
    if response.getheader("Content-Encoding", "").strip().lower() == "gzip":
        # Some gateways compress although the request does not allow it.
        unpacker = zlib.decompressobj(wbits=31)
        body = unpacker.decompress(body, MOST_BYTES)
        if not unpacker.eof:
            raise ValueError("the gzipped answer is truncated or too large")
    return text_of(body, response.headers.get_content_charset()), response.getheader("X-Trx-No")


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
