"""A whole client under test in Python (3.7 or later), with nothing but the standard library.

Copy it, or put your own client's call in place of `call` and keep the rest.
"""

import codecs
import concurrent.futures
import http.client
import json
import os
import socket
import threading
import uuid
import zlib
from pathlib import Path
from urllib.parse import urlsplit

# Bytes of an answer that are read at most, unpacked. The contract's answers have a few hundred.
MOST_BYTES = 1_000_000

# The failures that have a message, by that message.
KINDS = {
    "Insufficient balance": "insufficient-balance",
    "Parameter invalid, please check your request": "parameter-invalid",
    "Invalid API key or tenant code": "invalid-credentials",
    "Input Image Invalid": "face-compare-error",
    "Image too large": "image-too-large",
}


def escaped(name):
    """A name as browsers write it between the quotes of a Content-Disposition."""
    return name.replace("\n", "%0A").replace("\r", "%0D").replace('"', "%22")


def multipart(request):
    """The request's parts as a multipart body, and the content type that names its boundary."""
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


def call(given):
    """Sends the request once; returns the answer's text and X-Trx-No.

    Raises when no whole answer comes within `timeoutMs`, counted from the look-up of the host to the last byte of the
    body. A socket's own time limit is not enough: it begins again with each byte that arrives.
    """
    url = urlsplit(given["baseUrl"] + given["path"])
    seconds = given["timeoutMs"] / 1000
    body, content_type = multipart(given["request"])
    # http.client follows no redirect and uses no proxy: pictures and key go to this host alone. HTTPS checks certificates.
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

    # A thread, because nothing else ends a look-up, a connect, an upload, a head and a body by one clock.
    threading.Thread(target=exchange, daemon=True).start()
    try:
        return answer.result(timeout=seconds)
    except (concurrent.futures.TimeoutError, TimeoutError):
        # First the event, then the connection: the thread either sees the one or has sent over the other.
        late.set()
        hang_up(connection.sock)
        raise TimeoutError(f"no whole answer within {seconds} s") from None


def hang_up(sock):
    """Ends what another thread is reading or writing."""
    try:
        if sock is not None:
            sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass  # It has ended by itself.


def read(response):
    """The whole of an answer. Raises when it is a redirect, too large or cut off."""
    if 300 <= response.status < 400:
        raise ValueError(f"a redirect (HTTP {response.status}), which is not followed")
    body = response.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise ValueError(f"the answer has more than {MOST_BYTES} bytes")
    if response.length:
        # `read` with a limit does not raise it itself.
        raise http.client.IncompleteRead(body, response.length)
    if response.getheader("Content-Encoding", "").strip().lower() == "gzip":
        # Never asked for; some gateways do it all the same.
        unpacker = zlib.decompressobj(wbits=31)
        body = unpacker.decompress(body, MOST_BYTES)
        if not unpacker.eof:
            raise ValueError("the gzipped answer is cut off or too large")
    return text_of(body, response.headers.get_content_charset()), response.getheader("X-Trx-No")


def text_of(body, charset):
    """The body as text. A wrong byte costs one character and not the whole answer, which may have been charged."""
    # A byte order mark says more than the header.
    if body.startswith(codecs.BOM_UTF8):
        return body.decode("utf-8-sig", "replace")
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body.decode("utf-16", "replace")
    try:
        return body.decode(charset or "utf-8", "replace")
    except LookupError:
        # A charset that does not exist. JSON is UTF-8.
        return body.decode("utf-8", "replace")


def understand(text, trx_no):
    """Reads an answer by its body alone: the document gives no HTTP status. Raises when it is none of the service's."""
    body = json.loads(text)
    if not isinstance(body, dict):
        raise ValueError("JSON that is no object")
    status = str(body.get("status")).lower()
    if status == "success":
        result = body["result"][0] if isinstance(body["result"], list) else body["result"]
        compare, liveness = result["face_compare"], result["face_liveness"]
        fields = {name: compare[name] for name in ("compare", "similarity", "threshold")}
        fields.update({name: liveness[name] for name in ("live", "score")})
        # A success without its verdicts and figures says nothing, and must not be taken for one.
        if not all(isinstance(value, str) for value in fields.values()):
            raise ValueError("a success whose result is not whole")
        fields.update(date=text_or_none(body, "date", "datetime"), message=text_or_none(body, "message"), trxNo=trx_no)
        return {"outcome": "success", "kind": "success", "fields": fields}
    if status == "failed":
        # A liveness error is the only failure with `error` and `result`. A message that is new has no kind, and is kept.
        message = text_or_none(body, "error", "message")
        kind = "liveness-error" if "error" in body or "result" in body else KINDS.get(message)
        fields = {"message": message, "date": text_or_none(body, "datetime", "date")}
        return {"outcome": "service-error", "kind": kind, "fields": fields}
    raise ValueError("JSON that is no answer of the service")


def text_or_none(body, *names):
    """The first of these values that is text: the report takes no others."""
    return next((body[name] for name in names if isinstance(body.get(name), str)), None)


# Not in the encoding of the machine, which on Windows is another.
given = json.loads(Path(os.environ["EENDIGO_KIT_CASE"]).read_text(encoding="utf-8"))
try:
    report = understand(*call(given))
except Exception as error:  # Whatever went wrong, the report says so.
    # Not sent again: the first request may have been charged.
    report = {"outcome": "transport-error", "reason": repr(error)}
Path(os.environ["EENDIGO_KIT_RESULT"]).write_text(json.dumps(report), encoding="utf-8")
