"""A client under test in Python, with nothing but the standard library.

Replace `call` by your own client's call and keep the rest.
"""

import http.client
import json
import os
import uuid
from pathlib import Path
from urllib.parse import urlsplit

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
    """Sends the request once. Raises when no whole HTTP answer comes in time."""
    url = urlsplit(given["baseUrl"] + given["path"])
    body, content_type = multipart(given["request"])
    connection = http.client.HTTPConnection(url.hostname, url.port, timeout=given["timeoutMs"] / 1000)
    try:
        connection.request("POST", url.path, body, {"Content-Type": content_type})
        response = connection.getresponse()
        return response.read().decode(), response.getheader("X-Trx-No")
    finally:
        connection.close()


def understand(text, trx_no):
    """Reads an answer. Raises when it is none of the contract's."""
    body = json.loads(text)
    if body["status"] == "Success":
        result = body["result"][0] if isinstance(body["result"], list) else body["result"]
        fields = {"date": body["date"], "message": body["message"], "trxNo": trx_no}
        fields |= result["face_compare"] | result["face_liveness"]
        return {"outcome": "success", "kind": "success", "fields": fields}
    kind = "liveness-error" if "error" in body else KINDS[body["message"]]
    fields = {"message": body.get("error", body.get("message")), "date": body.get("datetime")}
    return {"outcome": "service-error", "kind": kind, "fields": fields}


given = json.loads(Path(os.environ["EENDIGO_KIT_CASE"]).read_text())
try:
    report = understand(*call(given))
except (OSError, http.client.HTTPException, ValueError, KeyError) as error:
    # Not sent again: the first request may have been charged.
    report = {"outcome": "transport-error", "reason": repr(error)}
Path(os.environ["EENDIGO_KIT_RESULT"]).write_text(json.dumps(report))
