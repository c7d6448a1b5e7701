// A complete client under test in Dart (3.0 or later), based on package:http 1. Copy it, or replace `call` with your own client's
// call and keep the rest.
import 'dart:async';
import 'dart:convert';
import 'dart:io';

import 'package:http/http.dart' as http;
import 'package:http/io_client.dart';

/// The largest answer that the client reads, in decompressed bytes. The contract's answers have a few hundred.
const mostBytes = 1000000;

/// The kind of each failure by its message.
const kinds = {
  'Insufficient balance': 'insufficient-balance',
  'Parameter invalid, please check your request': 'parameter-invalid',
  'Invalid API key or tenant code': 'invalid-credentials',
  'Input Image Invalid': 'face-compare-error',
  'Image too large': 'image-too-large',
};

/// An answer, decoded. `trxNo` is null when the answer has none.
typedef Answer = ({String text, String? trxNo});

/// Sends the request once. Throws when no complete answer arrives within `timeoutMs`, from the look-up of the host to the last
/// byte of the body.
Future<Answer> call(Map<String, dynamic> testCase) async {
  final request = http.MultipartRequest(
    'POST',
    Uri.parse('${testCase['baseUrl']}${testCase['path']}'),
  );
  // Following a redirect would send the pictures and the key to another host.
  request.followRedirects = false;
  // An idle connection may turn out to be closed.
  request.persistentConnection = false;
  for (final MapEntry(:key, :value) in (testCase['request'] as Map<String, dynamic>).entries) {
    if (value is String) {
      request.fields[key] = value;
    } else {
      // The package escapes names and file names for the quotes of a Content-Disposition, as browsers do.
      request.files.add(
        await http.MultipartFile.fromPath(key, value['file'] as String, filename: value['filename'] as String),
      );
    }
  }
  // A proxy from the environment would read pictures and key too. No RetryClient, which sends a request again.
  final client = IOClient(HttpClient()..findProxy = (_) => 'DIRECT');
  try {
    // The whole call, also the body.
    return await exchange(client, request).timeout(Duration(milliseconds: testCase['timeoutMs'] as int));
  } finally {
    // After the time limit, this ends the connection.
    client.close();
  }
}

/// Sends the request, and reads the whole answer. Throws when it is a redirect, too large or truncated.
Future<Answer> exchange(http.Client client, http.BaseRequest request) async {
  final response = await client.send(request);
  if (response.statusCode >= 300 && response.statusCode < 400) {
    throw HttpException('a redirect (HTTP ${response.statusCode}), which is not followed');
  }
  final bytes = <int>[];
  // Not `Response.fromStream`, which has no size limit.
  await for (final chunk in response.stream) {
    bytes.addAll(chunk);
    if (bytes.length > mostBytes) {
      throw HttpException('the answer has more than $mostBytes bytes');
    }
  }
  return (text: textOf(bytes, response.headers['content-type'] ?? ''), trxNo: response.headers['x-trx-no']);
}

/// Decodes the body. A wrong byte loses one character and not the whole answer, which the server may have charged.
String textOf(List<int> bytes, String contentType) {
  const utf8Decoder = Utf8Decoder(allowMalformed: true);
  // A byte order mark takes precedence over the header. The decoder of UTF-8 removes its own.
  if (bytes.length >= 2 && bytes[0] == 0xff && bytes[1] == 0xfe) {
    return utf16Text(bytes.sublist(2), bigEndian: false);
  }
  if (bytes.length >= 2 && bytes[0] == 0xfe && bytes[1] == 0xff) {
    return utf16Text(bytes.sublist(2), bigEndian: true);
  }
  final charset =
      RegExp(r';\s*charset="?([^";\s]+)', caseSensitive: false).firstMatch(contentType)?.group(1)?.toLowerCase();
  return switch (charset) {
    'utf-16' || 'utf-16be' => utf16Text(bytes, bigEndian: true),
    'utf-16le' => utf16Text(bytes, bigEndian: false),
    'iso-8859-1' || 'latin1' || 'windows-1252' => latin1.decode(bytes),
    // JSON is UTF-8, also when the charset is unknown.
    _ => utf8Decoder.convert(bytes),
  };
}

String utf16Text(List<int> bytes, {required bool bigEndian}) {
  final units = [
    for (var index = 0; index + 1 < bytes.length; index += 2)
      bigEndian ? bytes[index] << 8 | bytes[index + 1] : bytes[index + 1] << 8 | bytes[index],
  ];
  return String.fromCharCodes(units);
}

/// Reads an answer by its body only, because the document gives no HTTP status. Throws for an unknown body.
Map<String, Object?> understand(Answer answer) {
  final body = jsonDecode(answer.text) as Map<String, dynamic>;
  switch ('${body['status']}'.toLowerCase()) {
    case 'success':
      final value = body['result'];
      final result = (value is List ? value.first : value) as Map<String, dynamic>;
      final compare = result['face_compare'] as Map<String, dynamic>;
      final liveness = result['face_liveness'] as Map<String, dynamic>;
      final fields = <String, String?>{
        for (final name in ['compare', 'similarity', 'threshold']) name: textIn(compare, [name]),
        for (final name in ['live', 'score']) name: textIn(liveness, [name]),
      };
      // A success with an incomplete result does not count as a success.
      if (fields.containsValue(null)) {
        throw const FormatException('a success with an incomplete result');
      }
      fields['date'] = textIn(body, ['date', 'datetime']);
      fields['message'] = textIn(body, ['message']);
      fields['trxNo'] = answer.trxNo;
      return {'outcome': 'success', 'kind': 'success', 'fields': fields};
    case 'failed':
      final message = textIn(body, ['error', 'message']);
      // A liveness error is the only failure with `error` and `result`. An unknown message is reported without a kind.
      final isLiveness = body.containsKey('error') || body.containsKey('result');
      return {
        'outcome': 'service-error',
        'kind': isLiveness ? 'liveness-error' : kinds[message],
        'fields': {
          'message': message,
          'date': textIn(body, ['datetime', 'date']),
        },
      };
    default:
      throw const FormatException('JSON that is not an answer of the service');
  }
}

/// Returns the first of these values that is text, because a report allows only text.
String? textIn(Map<String, dynamic> values, List<String> names) =>
    names.map((name) => values[name]).whereType<String>().firstOrNull;

Future<void> main() async {
  final environment = Platform.environment;
  final testCase = jsonDecode(await File(environment['EENDIGO_KIT_CASE']!).readAsString()) as Map<String, dynamic>;
  Map<String, Object?> report;
  try {
    // A few cases have calls to make first, without a report.
    for (final request in testCase['earlier'] as List<dynamic>? ?? []) {
      await call({...testCase, 'request': request});
    }
    report = understand(await call(testCase));
  } catch (error) {
    // Never send again: the server may have charged the first request.
    report = {'outcome': 'transport-error', 'reason': '$error'};
  }
  await File(environment['EENDIGO_KIT_RESULT']!).writeAsString(jsonEncode(report));
  // A connection that is still being opened does not keep the process from ending then.
  exit(0);
}
