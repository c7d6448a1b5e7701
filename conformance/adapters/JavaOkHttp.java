// A complete client under test in Java (17 or later), based on OkHttp (3.12 or later), with Gson for JSON. Copy it, or replace
// `call` with your own client's call and keep the rest.
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.Proxy;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

public final class JavaOkHttp {
    /** The largest answer that the client reads, in decompressed bytes. The contract's answers have a few hundred. */
    private static final int MOST_BYTES = 1_000_000;

    /** The kind of each failure by its message. */
    private static final Map<String, String> KINDS = Map.of(
            "Insufficient balance", "insufficient-balance",
            "Parameter invalid, please check your request", "parameter-invalid",
            "Invalid API key or tenant code", "invalid-credentials",
            "Input Image Invalid", "face-compare-error",
            "Image too large", "image-too-large");

    private static final Gson GSON = new GsonBuilder().serializeNulls().create();

    /** An answer, decoded. `trxNo` is null when the answer has none. */
    private record Answer(String text, String trxNo) {}

    private static final OkHttpClient CLIENT = new OkHttpClient.Builder()
            // Following a redirect would send the pictures and the key to another host.
            .followRedirects(false)
            .followSslRedirects(false)
            // A proxy from the system's settings would read them too.
            .proxy(Proxy.NO_PROXY)
            // OkHttp sends a POST again after a broken connection, and after 408 ...
            .retryOnConnectionFailure(false)
            // ... and after a 503 that says "Retry-After: 0".
            .addNetworkInterceptor(chain ->
                    chain.proceed(chain.request()).newBuilder().removeHeader("Retry-After").build())
            // A new connection for each call: one on an idle connection that the server has closed would fail, without a retry.
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
            .protocols(List.of(Protocol.HTTP_1_1))
            // The limit of each call covers them.
            .connectTimeout(Duration.ZERO)
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO)
            .build();

    /**
     * Sends the request once. Throws when no complete answer arrives within `timeoutMs`, from the look-up of the host to the last
     * byte of the body.
     */
    private static Answer call(JsonObject testCase) throws IOException {
        var form = new MultipartBody.Builder().setType(MultipartBody.FORM);
        for (var part : testCase.getAsJsonObject("request").entrySet()) {
            if (part.getValue().isJsonPrimitive()) {
                form.addFormDataPart(part.getKey(), part.getValue().getAsString());
                continue;
            }
            var file = part.getValue().getAsJsonObject();
            var content = RequestBody.create(MediaType.get("application/octet-stream"), new File(text(file, "file")));
            form.addFormDataPart(part.getKey(), text(file, "filename"), content);
        }
        var url = text(testCase, "baseUrl") + text(testCase, "path");
        var request = new Request.Builder().url(url).post(form.build()).build();
        var limit = Duration.ofMillis(testCase.get("timeoutMs").getAsLong());
        var client = CLIENT.newBuilder().callTimeout(limit).build();
        try (var response = client.newCall(request).execute()) {
            return read(response);
        }
    }

    /** Reads the whole answer. Throws when it is a redirect, too large or truncated. */
    private static Answer read(Response response) throws IOException {
        if (response.isRedirect() || response.code() >= 300 && response.code() < 400) {
            throw new IOException("a redirect (HTTP " + response.code() + "), which is not followed");
        }
        // Not body().string(), which has no size limit.
        var body = response.body().byteStream().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            throw new IOException("the answer has more than " + MOST_BYTES + " bytes");
        }
        return new Answer(textOf(body, response.header("Content-Type", "")), response.header("X-Trx-No"));
    }

    /** Decodes the body. A wrong byte loses one character and not the whole answer, which the server may have charged. */
    private static String textOf(byte[] body, String contentType) {
        var text = new String(body, charsetOf(body, contentType));
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static Charset charsetOf(byte[] body, String contentType) {
        // A byte order mark takes precedence over the header.
        var start = body.length < 2 ? 0 : (body[0] & 0xff) << 8 | (body[1] & 0xff);
        switch (start) {
            case 0xefbb: return StandardCharsets.UTF_8;
            case 0xfffe: return StandardCharsets.UTF_16LE;
            case 0xfeff: return StandardCharsets.UTF_16BE;
            default: break;
        }
        var found = Pattern.compile(";\\s*charset=\"?([^\";\\s]+)", Pattern.CASE_INSENSITIVE).matcher(contentType);
        try {
            return found.find() ? Charset.forName(found.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException error) {
            // The charset is unknown. JSON is UTF-8.
            return StandardCharsets.UTF_8;
        }
    }

    /** Reads an answer by its body only, because the document gives no HTTP status. Throws for an unknown body. */
    private static Map<String, Object> understand(Answer answer) throws IOException {
        // Not JsonParser or Gson.fromJson, which take broken JSON too.
        var reader = new JsonReader(new StringReader(answer.text()));
        var body = GSON.getAdapter(JsonElement.class).read(reader).getAsJsonObject();
        if (reader.peek() != JsonToken.END_DOCUMENT) {
            throw new IOException("text after the JSON");
        }
        var fields = new LinkedHashMap<String, String>();
        switch (String.valueOf(text(body, "status")).toLowerCase(Locale.ROOT)) {
            case "success":
                var list = body.get("result");
                var result = (list.isJsonArray() ? list.getAsJsonArray().get(0) : list).getAsJsonObject();
                for (var name : List.of("compare", "similarity", "threshold")) {
                    fields.put(name, text(result.getAsJsonObject("face_compare"), name));
                }
                for (var name : List.of("live", "score")) {
                    fields.put(name, text(result.getAsJsonObject("face_liveness"), name));
                }
                // A success with an incomplete result does not count as a success.
                if (fields.containsValue(null)) {
                    throw new IOException("a success with an incomplete result");
                }
                fields.put("date", text(body, "date", "datetime"));
                fields.put("message", text(body, "message"));
                fields.put("trxNo", answer.trxNo());
                return report("success", "success", fields);
            case "failed":
                // A liveness error is the only failure with `error` and `result`. An unknown message is reported without a kind.
                fields.put("message", text(body, "error", "message"));
                fields.put("date", text(body, "datetime", "date"));
                var isLiveness = body.has("error") || body.has("result");
                // A Map of Map.of takes no null.
                var kind = isLiveness ? "liveness-error" : KINDS.get(String.valueOf(fields.get("message")));
                return report("service-error", kind, fields);
            default:
                throw new IOException("JSON that is not an answer of the service");
        }
    }

    /** Returns the first of these values that is text, because a report allows only text. Null when there is none. */
    private static String text(JsonObject values, String... names) {
        for (var name : names) {
            var value = values.get(name);
            if (value != null && value.isJsonPrimitive() && value.getAsJsonPrimitive().isString()) {
                return value.getAsString();
            }
        }
        return null;
    }

    private static Map<String, Object> report(String outcome, String kind, Map<String, String> fields) {
        var report = new LinkedHashMap<String, Object>();
        report.put("outcome", outcome);
        report.put("kind", kind);
        report.put("fields", fields);
        return report;
    }

    /** Makes the calls of a case. Returns its report. */
    private static Map<String, Object> run(JsonObject testCase) {
        try {
            // A few cases have calls to make first, without a report.
            if (testCase.has("earlier")) {
                for (var request : testCase.getAsJsonArray("earlier")) {
                    var earlier = testCase.deepCopy();
                    earlier.add("request", request);
                    call(earlier);
                }
            }
            return understand(call(testCase));
        } catch (Exception error) {
            // Never send again: the server may have charged the first request.
            return Map.of("outcome", "transport-error", "reason", reasonOf(error));
        }
    }

    /** Takes case after case from standard input: a session (`--session`), because the JVM starts slowly. */
    private static void runSession() throws IOException {
        // An explicit encoding, because the one of the system may lack characters.
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var answers = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            var message = GSON.fromJson(line, JsonObject.class);
            switch (text(message, "type")) {
                case "hello" -> answers.println(GSON.toJson(Map.of("type", "ready", "name", "OkHttp")));
                case "case" -> answers.println(
                        GSON.toJson(Map.of("type", "result", "id", text(message, "id"), "report", run(message))));
                case "stop" -> {
                    return;
                }
                default -> { }
            }
        }
    }

    /** The error and its causes: the outer ones only say that something failed. */
    private static String reasonOf(Throwable error) {
        return error.getCause() == null ? error.toString() : error + ": " + reasonOf(error.getCause());
    }

    public static void main(String[] args) throws IOException {
        var caseFile = System.getenv("EENDIGO_KIT_CASE");
        if (caseFile == null) {
            runSession();
        } else {
            var testCase = GSON.fromJson(Files.readString(Path.of(caseFile)), JsonObject.class);
            Files.writeString(Path.of(System.getenv("EENDIGO_KIT_RESULT")), GSON.toJson(run(testCase)));
        }
        // Threads of OkHttp do not keep the process from ending then.
        System.exit(0);
    }
}
