<?php
// A complete client under test in PHP (8.1 or later), based on Guzzle 7. Copy it, or replace `call` with your own client's call
// and keep the rest.
declare(strict_types=1);

use GuzzleHttp\Client;
use GuzzleHttp\Exception\TransferException;
use GuzzleHttp\Psr7\FnStream;
use GuzzleHttp\Psr7\MultipartStream;
use GuzzleHttp\Psr7\NoSeekStream;
use GuzzleHttp\Psr7\Utils;

if (!class_exists(Client::class)) {
    require __DIR__ . '/vendor/autoload.php';
}

// Standard output is no place for the warnings of a client: they may show what it sends.
ini_set('display_errors', '0');

/** The largest answer that the client reads, in decompressed bytes. The contract's answers have a few hundred. */
const MOST_BYTES = 1_000_000;

/** The kind of each failure by its message. */
const KINDS = [
    'Insufficient balance' => 'insufficient-balance',
    'Parameter invalid, please check your request' => 'parameter-invalid',
    'Invalid API key or tenant code' => 'invalid-credentials',
    'Input Image Invalid' => 'face-compare-error',
    'Image too large' => 'image-too-large',
];

/** Escapes a name for the quotes of a Content-Disposition, as browsers do. Guzzle does not. */
function escaped(string $name): string
{
    return strtr($name, ["\n" => '%0A', "\r" => '%0D', '"' => '%22']);
}

/**
 * Sends the request once. Returns the answer's text and X-Trx-No. Throws when no complete answer arrives within `timeoutMs`,
 * from the look-up of the host to the last byte of the body.
 */
function call(array $case): array
{
    $parts = [];
    foreach ($case['request'] as $name => $value) {
        $disposition = 'form-data; name="' . escaped((string) $name) . '"';
        $parts[] = is_string($value)
            ? ['name' => $name, 'contents' => $value, 'headers' => ['Content-Disposition' => $disposition]]
            : [
                'name' => $name,
                'contents' => Utils::tryFopen($value['file'], 'r'),
                // A header of one's own, because Guzzle cuts a file name at its last slash.
                'headers' => [
                    'Content-Disposition' => $disposition . '; filename="' . escaped($value['filename']) . '"',
                    'Content-Type' => 'application/octet-stream',
                ],
            ];
    }
    $multipart = new MultipartStream($parts);
    $body = '';
    $sink = FnStream::decorate(Utils::streamFor(''), [
        'write' => function (string $bytes) use (&$body): int {
            $body .= $bytes;
            // Nothing written ends the transfer. After an exception, curl goes on to the end of the answer.
            return strlen($body) > MOST_BYTES ? 0 : strlen($bytes);
        },
    ]);
    $options = [
        // A body that cannot be read twice, because Guzzle sends a request again after some failures of curl.
        'body' => new NoSeekStream($multipart),
        'headers' => [
            'Content-Type' => 'multipart/form-data; boundary=' . $multipart->getBoundary(),
            'Content-Length' => (string) $multipart->getSize(),
        ],
        'sink' => $sink,
        // Covers the whole call, also the body.
        'timeout' => $case['timeoutMs'] / 1000,
        // Following a redirect would send the pictures and the key to another host.
        'allow_redirects' => false,
        // A proxy from the environment would read them too.
        'proxy' => '',
        // Guzzle decides by the HTTP status, for which the document gives no rule.
        'http_errors' => false,
        // Does not wait for a "100 Continue", which many servers never send.
        'expect' => false,
        // An authority of one's own, as SSL_CERT_FILE names it to other programs.
        'verify' => getenv('SSL_CERT_FILE') ?: true,
    ];
    try {
        $response = (new Client())->post($case['baseUrl'] . $case['path'], $options);
    } catch (TransferException $error) {
        throw strlen($body) > MOST_BYTES
            ? new RuntimeException('the answer has more than ' . MOST_BYTES . ' bytes')
            : $error;
    }
    $status = $response->getStatusCode();
    if ($status >= 300 && $status < 400) {
        throw new RuntimeException("a redirect (HTTP $status), which is not followed");
    }
    $trxNo = $response->hasHeader('X-Trx-No') ? $response->getHeaderLine('X-Trx-No') : null;
    return [text_of($body, $response->getHeaderLine('Content-Type')), $trxNo];
}

/** Decodes the body as UTF-8. */
function text_of(string $body, string $type): string
{
    // A byte order mark takes precedence over the header.
    foreach (['UTF-8' => "\xEF\xBB\xBF", 'UTF-16LE' => "\xFF\xFE", 'UTF-16BE' => "\xFE\xFF"] as $charset => $mark) {
        if (str_starts_with($body, $mark)) {
            return converted(substr($body, strlen($mark)), $charset);
        }
    }
    return converted($body, preg_match('/;\s*charset="?([^";\s]+)/i', $type, $found) ? $found[1] : 'UTF-8');
}

function converted(string $body, string $charset): string
{
    // The text as it is where the charset is unknown: JSON is UTF-8. json_decode replaces wrong bytes.
    $text = strcasecmp($charset, 'UTF-8') === 0 ? false : @iconv($charset, 'UTF-8', $body);
    return $text === false ? $body : $text;
}

/** Reads an answer by its body only, because the document gives no HTTP status. Throws for an unknown body. */
function understand(string $text, ?string $trxNo): array
{
    // A wrong byte loses one character and not the whole answer, which the server may have charged.
    $body = json_decode($text, true, 512, JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE);
    $status = is_array($body) ? text_in($body, 'status') : null;
    switch (strtolower($status ?? '')) {
        case 'success':
            $result = $body['result'][0] ?? $body['result'] ?? null;
            $fields = [
                'compare' => $result['face_compare']['compare'] ?? null,
                'similarity' => $result['face_compare']['similarity'] ?? null,
                'threshold' => $result['face_compare']['threshold'] ?? null,
                'live' => $result['face_liveness']['live'] ?? null,
                'score' => $result['face_liveness']['score'] ?? null,
            ];
            // A success with an incomplete result does not count as a success.
            if (count(array_filter($fields, 'is_string')) < count($fields)) {
                throw new RuntimeException('a success with an incomplete result');
            }
            $fields['date'] = text_in($body, 'date', 'datetime');
            $fields['message'] = text_in($body, 'message');
            $fields['trxNo'] = $trxNo;
            return ['outcome' => 'success', 'kind' => 'success', 'fields' => $fields];
        case 'failed':
            $message = text_in($body, 'error', 'message');
            // A liveness error is the only failure with `error` and `result`. An unknown message is reported without a kind.
            $isLiveness = array_key_exists('error', $body) || array_key_exists('result', $body);
            return [
                'outcome' => 'service-error',
                'kind' => $isLiveness ? 'liveness-error' : KINDS[$message ?? ''] ?? null,
                'fields' => ['message' => $message, 'date' => text_in($body, 'datetime', 'date')],
            ];
        default:
            throw new RuntimeException('JSON that is not an answer of the service');
    }
}

/** Returns the first of these values that is text, because a report allows only text. */
function text_in(array $body, string ...$names): ?string
{
    foreach ($names as $name) {
        if (is_string($body[$name] ?? null)) {
            return $body[$name];
        }
    }
    return null;
}

$case = json_decode(file_get_contents(getenv('EENDIGO_KIT_CASE')), true, 512, JSON_THROW_ON_ERROR);
try {
    // A few cases have calls to make first, without a report.
    foreach ($case['earlier'] ?? [] as $request) {
        call(['request' => $request] + $case);
    }
    $report = understand(...call($case));
} catch (Throwable $error) {
    // Never send again: the server may have charged the first request.
    $report = ['outcome' => 'transport-error', 'reason' => $error->getMessage()];
}
$written = json_encode($report, JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE);
file_put_contents(getenv('EENDIGO_KIT_RESULT'), $written);
