# frozen_string_literal: true

# A complete client under test in Ruby (3.0 or later), based on Net::HTTP. Copy it, or replace `call` with your own client's call
# and keep the rest.
require "json"
require "net/http"
require "securerandom"
require "timeout"

# The largest answer that the client reads, in decompressed bytes. The contract's answers have a few hundred.
MOST_BYTES = 1_000_000

# The kind of each failure by its message.
KINDS = {
  "Insufficient balance" => "insufficient-balance",
  "Parameter invalid, please check your request" => "parameter-invalid",
  "Invalid API key or tenant code" => "invalid-credentials",
  "Input Image Invalid" => "face-compare-error",
  "Image too large" => "image-too-large"
}.freeze

# Escapes a name for the quotes of a Content-Disposition, as browsers do. `set_form` leaves line breaks as they are.
def escaped(name)
  name.gsub(/["\r\n]/, '"' => "%22", "\r" => "%0D", "\n" => "%0A")
end

# Encodes the parts as a multipart body. Returns the body and the content type with its boundary.
def multipart(request)
  boundary = SecureRandom.hex
  body = String.new(encoding: Encoding::BINARY)
  request.each do |name, value|
    body << "--#{boundary}\r\nContent-Disposition: form-data; name=\"#{escaped(name)}\"".b
    if value.is_a?(String)
      content = value
    else
      body << "; filename=\"#{escaped(value["filename"])}\"\r\nContent-Type: application/octet-stream".b
      content = File.binread(value["file"])
    end
    body << "\r\n\r\n" << content.b << "\r\n"
  end
  [body << "--#{boundary}--\r\n", "multipart/form-data; boundary=#{boundary}"]
end

# Sends the request once. Returns the answer's text and X-Trx-No. Raises when no complete answer arrives within `timeoutMs`, from
# the look-up of the host to the last byte of the body.
def call(test_case)
  uri = URI(test_case["baseUrl"] + test_case["path"])
  post = Net::HTTP::Post.new(uri)
  post.body, post["Content-Type"] = multipart(test_case["request"])
  # `nil`, because a proxy from the environment would read the pictures and the key. Net::HTTP follows no redirect.
  http = Net::HTTP.new(uri.host, uri.port, nil)
  http.use_ssl = uri.scheme == "https"
  # Net::HTTP sends some requests again after a broken connection. A POST is none of them, and must never be.
  http.max_retries = 0
  # Not the time limits of Net::HTTP, which restart with each byte.
  Timeout.timeout(test_case["timeoutMs"] / 1000.0) do
    http.start do
      response, body = nil
      http.request(post) { |answer| response, body = answer, read(answer) }
      [text_of(body, response.type_params["charset"]), response["X-Trx-No"]]
    end
  end
end

# Reads the whole answer. Raises when it is a redirect, too large or truncated.
def read(response)
  raise "a redirect (HTTP #{response.code}), which is not followed" if response.code.start_with?("3")

  # Net::HTTP decompresses, and takes a truncated body for a whole one.
  size = response.content_length unless response["Content-Encoding"]
  body = String.new(encoding: Encoding::BINARY)
  # In pieces, because `response.body` has no size limit.
  response.read_body do |piece|
    body << piece.b
    raise "the answer has more than #{MOST_BYTES} bytes" if body.bytesize > MOST_BYTES
  end
  raise "the answer has #{body.bytesize} bytes of #{size}" if size && body.bytesize < size

  body
end

# Decodes the body. A wrong byte loses one character and not the whole answer, which the server may have charged.
def text_of(body, charset)
  # A byte order mark takes precedence over the header.
  { "\xEF\xBB\xBF" => "UTF-8", "\xFF\xFE" => "UTF-16LE", "\xFE\xFF" => "UTF-16BE" }.each do |mark, encoding|
    return decoded(body.byteslice(mark.bytesize..), encoding) if body.start_with?(mark.b)
  end
  decoded(body, charset&.delete('"') || "UTF-8")
end

def decoded(body, charset)
  body.dup.force_encoding(charset).encode("UTF-8", invalid: :replace, undef: :replace).scrub
rescue ArgumentError, EncodingError
  # The charset is unknown. JSON is UTF-8.
  body.dup.force_encoding("UTF-8").scrub
end

# Reads an answer by its body only, because the document gives no HTTP status. Raises for an unknown body.
def understand(text, trx_no)
  body = JSON.parse(text)
  raise "JSON that is not an object" unless body.is_a?(Hash)

  case body["status"].to_s.downcase
  when "success" then success(body, trx_no)
  when "failed" then failure(body)
  else raise "JSON that is not an answer of the service"
  end
end

def success(body, trx_no)
  result = body["result"].is_a?(Array) ? body["result"].first : body["result"]
  compare, liveness = result.fetch_values("face_compare", "face_liveness")
  fields = compare.slice("compare", "similarity", "threshold").merge(liveness.slice("live", "score"))
  # A success with an incomplete result does not count as a success.
  raise "a success with an incomplete result" unless fields.values.grep(String).size == 5

  fields.update("date" => text_in(body, "date", "datetime"), "message" => text_in(body, "message"), "trxNo" => trx_no)
  { outcome: "success", kind: "success", fields: fields }
end

def failure(body)
  message = text_in(body, "error", "message")
  # A liveness error is the only failure with `error` and `result`. An unknown message is reported without a kind.
  kind = body.key?("error") || body.key?("result") ? "liveness-error" : KINDS[message]
  { outcome: "service-error", kind: kind, fields: { message: message, date: text_in(body, "datetime", "date") } }
end

# Returns the first of these values that is text, because a report allows only text.
def text_in(body, *names)
  body.values_at(*names).grep(String).first
end

# Makes the calls of a case. Returns its report.
def run(test_case)
  # A few cases have calls to make first, without a report.
  test_case.fetch("earlier", []).each { |request| call(test_case.merge("request" => request)) }
  understand(*call(test_case))
rescue StandardError => error
  # Never send again: the server may have charged the first request.
  { outcome: "transport-error", reason: "#{error.class}: #{error.message}".scrub }
end

# Takes case after case from standard input: a session (`--session`).
def run_session
  $stdout.sync = true
  $stdin.set_encoding("UTF-8")
  $stdin.each_line do |line|
    message = JSON.parse(line)
    case message["type"]
    when "hello" then puts JSON.generate({ type: "ready" })
    when "case" then puts JSON.generate({ type: "result", id: message["id"], report: run(message) })
    when "stop" then return
    end
  end
end

if ENV.key?("EENDIGO_KIT_CASE")
  report = run(JSON.parse(File.read(ENV.fetch("EENDIGO_KIT_CASE"), encoding: "UTF-8")))
  File.write(ENV.fetch("EENDIGO_KIT_RESULT"), JSON.generate(report))
else
  run_session
end
