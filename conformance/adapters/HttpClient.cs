// A complete client under test in C# (.NET 8 or later), based on HttpClient. Copy it, or replace `Call` with your own client's
// call and keep the rest.
#nullable enable
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;

var testCase = JsonDocument.Parse(File.ReadAllText(Variable("EENDIGO_KIT_CASE"))).RootElement;
Report report;
try
{
    // A few cases have calls to make first, without a report.
    if (testCase.TryGetProperty("earlier", out var earlier))
        foreach (var request in earlier.EnumerateArray())
            await Client.Call(testCase, request);
    var (text, trxNo) = await Client.Call(testCase, testCase.GetProperty("request"));
    report = Client.Understand(text, trxNo);
}
catch (Exception error)
{
    // Never send again: the server may have charged the first request. The cause of "An error occurred" holds the reason.
    report = new Report("transport-error", Reason: error.GetBaseException().Message);
}
var options = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
File.WriteAllText(Variable("EENDIGO_KIT_RESULT"), JsonSerializer.Serialize(report, options));

static string Variable(string name) =>
    Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set");

record Report(
    string Outcome, string? Kind = null, Dictionary<string, string?>? Fields = null, string? Reason = null);

static class Client
{
    /// <summary>The largest answer that the client reads, in decompressed bytes. The contract's answers have a few hundred.</summary>
    const int MostBytes = 1_000_000;

    /// <summary>The kind of each failure by its message.</summary>
    static readonly Dictionary<string, string> Kinds = new()
    {
        ["Insufficient balance"] = "insufficient-balance",
        ["Parameter invalid, please check your request"] = "parameter-invalid",
        ["Invalid API key or tenant code"] = "invalid-credentials",
        ["Input Image Invalid"] = "face-compare-error",
        ["Image too large"] = "image-too-large",
    };

    /// <summary>
    /// Sends the request once. Returns the answer's text and X-Trx-No. Throws when no complete answer arrives within
    /// `timeoutMs`, from the look-up of the host to the last byte of the body.
    /// </summary>
    public static async Task<(string Text, string? TrxNo)> Call(JsonElement testCase, JsonElement request)
    {
        using var handler = new SocketsHttpHandler
        {
            // Following a redirect would send the pictures and the key to another host.
            AllowAutoRedirect = false,
            // A proxy from the environment would read them too.
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.All,
            // A new connection for each call, because the handler sends a request again when an idle connection turns out to be
            // closed.
            PooledConnectionLifetime = TimeSpan.Zero,
        };
        using var client = new HttpClient(handler)
        {
            // Covers the whole call, also the body, because SendAsync reads the body too.
            Timeout = TimeSpan.FromMilliseconds(testCase.GetProperty("timeoutMs").GetInt32()),
            MaxResponseContentBufferSize = MostBytes,
        };
        var url = testCase.GetProperty("baseUrl").GetString() + testCase.GetProperty("path").GetString();
        using var body = await Multipart(request);
        using var response = await client.PostAsync(url, body);
        if ((int)response.StatusCode is >= 300 and < 400)
            throw new HttpRequestException($"a redirect (HTTP {(int)response.StatusCode}), which is not followed");
        var trxNo = response.Headers.TryGetValues("X-Trx-No", out var values) ? values.First() : null;
        var content = await response.Content.ReadAsByteArrayAsync();
        return (TextOf(content, response.Content.Headers.ContentType?.CharSet), trxNo);
    }

    /// <summary>
    /// Encodes the parts as a multipart body. Not MultipartFormDataContent, which omits the quotes of names, and encodes file
    /// names in a form that many servers do not read.
    /// </summary>
    static async Task<MultipartContent> Multipart(JsonElement request)
    {
        var body = new MultipartContent("form-data") { HeaderEncodingSelector = (_, _) => Encoding.UTF8 };
        foreach (var part in request.EnumerateObject())
        {
            var disposition = $"form-data; name=\"{Escaped(part.Name)}\"";
            HttpContent content;
            if (part.Value.ValueKind == JsonValueKind.String)
            {
                content = new StringContent(part.Value.GetString()!, Encoding.UTF8);
            }
            else
            {
                content = new ByteArrayContent(await File.ReadAllBytesAsync(part.Value.GetProperty("file").GetString()!));
                content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
                disposition += $"; filename=\"{Escaped(part.Value.GetProperty("filename").GetString()!)}\"";
            }
            content.Headers.TryAddWithoutValidation("Content-Disposition", disposition);
            body.Add(content);
        }
        return body;
    }

    /// <summary>Escapes a name for the quotes of a Content-Disposition, as browsers do.</summary>
    static string Escaped(string name) => name.Replace("\n", "%0A").Replace("\r", "%0D").Replace("\"", "%22");

    /// <summary>
    /// Decodes the body. A wrong byte loses one character and not the whole answer, which the server may have charged.
    /// </summary>
    static string TextOf(byte[] body, string? charset)
    {
        // A byte order mark takes precedence over the header.
        foreach (var marked in new[] { Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode })
            if (body.AsSpan().StartsWith(marked.Preamble))
                return marked.GetString(body.AsSpan(marked.Preamble.Length));
        try
        {
            return Encoding.GetEncoding(charset?.Trim('"') ?? "utf-8").GetString(body);
        }
        catch (ArgumentException)
        {
            // The charset is unknown. JSON is UTF-8.
            return Encoding.UTF8.GetString(body);
        }
    }

    /// <summary>
    /// Reads an answer by its body only, because the document gives no HTTP status. Throws for an unknown body.
    /// </summary>
    public static Report Understand(string text, string? trxNo)
    {
        var body = JsonDocument.Parse(text).RootElement;
        switch (Text(body, "status")?.ToLowerInvariant())
        {
            case "success":
                var result = body.GetProperty("result");
                if (result.ValueKind == JsonValueKind.Array)
                    result = result[0];
                var (compare, liveness) = (result.GetProperty("face_compare"), result.GetProperty("face_liveness"));
                var fields = new Dictionary<string, string?>
                {
                    ["compare"] = Text(compare, "compare"),
                    ["similarity"] = Text(compare, "similarity"),
                    ["threshold"] = Text(compare, "threshold"),
                    ["live"] = Text(liveness, "live"),
                    ["score"] = Text(liveness, "score"),
                };
                // A success with an incomplete result does not count as a success.
                if (fields.ContainsValue(null))
                    throw new JsonException("a success with an incomplete result");
                fields["date"] = Text(body, "date", "datetime");
                fields["message"] = Text(body, "message");
                fields["trxNo"] = trxNo;
                return new Report("success", "success", fields);
            case "failed":
                // A liveness error is the only failure with `error` and `result`. An unknown message is reported without a kind.
                var message = Text(body, "error", "message");
                var isLiveness = body.TryGetProperty("error", out _) || body.TryGetProperty("result", out _);
                var kind = isLiveness ? "liveness-error" : Kinds.GetValueOrDefault(message ?? "");
                return new Report(
                    "service-error", kind, new() { ["message"] = message, ["date"] = Text(body, "datetime", "date") });
            default:
                throw new JsonException("JSON that is not an answer of the service");
        }
    }

    /// <summary>Returns the first of these values that is text, because a report allows only text.</summary>
    static string? Text(JsonElement values, params string[] names)
    {
        foreach (var name in names)
            if (values.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
                return value.GetString();
        return null;
    }
}
