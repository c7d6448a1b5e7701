// A complete client under test in Go (1.18 or later), based on net/http. Copy it, or replace call with your own client's call
// and keep the rest.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"os"
	"sort"
	"strings"
	"time"
	"unicode/utf16"
)

// The largest answer that the client reads, in decompressed bytes. The contract's answers have a few hundred.
const mostBytes = 1_000_000

// The kind of each failure by its message.
var kinds = map[string]string{
	"Insufficient balance":                         "insufficient-balance",
	"Parameter invalid, please check your request": "parameter-invalid",
	"Invalid API key or tenant code":               "invalid-credentials",
	"Input Image Invalid":                          "face-compare-error",
	"Image too large":                              "image-too-large",
}

type testCase struct {
	BaseURL   string         `json:"baseUrl"`
	Path      string         `json:"path"`
	TimeoutMs int            `json:"timeoutMs"`
	Request   map[string]any `json:"request"`
	// Calls to make first, without a report. A few cases have some.
	Earlier []map[string]any `json:"earlier"`
}

type report struct {
	Outcome string             `json:"outcome"`
	Kind    *string            `json:"kind"`
	Fields  map[string]*string `json:"fields,omitempty"`
	Reason  string             `json:"reason,omitempty"`
}

// Escapes a name for the quotes of a Content-Disposition, as browsers do. CreateFormFile leaves line breaks as they are.
var escaper = strings.NewReplacer("\n", "%0A", "\r", "%0D", `"`, "%22")

// Encodes the parts as a multipart body. Returns the body and the content type with its boundary.
func encode(request map[string]any) (*bytes.Buffer, string, error) {
	body := &bytes.Buffer{}
	writer := multipart.NewWriter(body)
	names := make([]string, 0, len(request))
	for name := range request {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		disposition := fmt.Sprintf(`form-data; name="%s"`, escaper.Replace(name))
		head := textproto.MIMEHeader{}
		var content []byte
		switch value := request[name].(type) {
		case string:
			content = []byte(value)
		case map[string]any:
			read, err := os.ReadFile(value["file"].(string))
			if err != nil {
				return nil, "", err
			}
			content = read
			disposition += fmt.Sprintf(`; filename="%s"`, escaper.Replace(value["filename"].(string)))
			head.Set("Content-Type", "application/octet-stream")
		}
		head.Set("Content-Disposition", disposition)
		part, err := writer.CreatePart(head)
		if err != nil {
			return nil, "", err
		}
		if _, err := part.Write(content); err != nil {
			return nil, "", err
		}
	}
	return body, writer.FormDataContentType(), writer.Close()
}

// Sends the request once. Returns the answer's text and X-Trx-No. Fails when no complete answer arrives within timeoutMs, from
// the look-up of the host to the last byte of the body.
func call(given testCase) (string, *string, error) {
	body, contentType, err := encode(given.Request)
	if err != nil {
		return "", nil, err
	}
	request, err := http.NewRequest(http.MethodPost, given.BaseURL+given.Path, body)
	if err != nil {
		return "", nil, err
	}
	request.Header.Set("Content-Type", contentType)
	client := http.Client{
		// Covers the whole call, also the body.
		Timeout: time.Duration(given.TimeoutMs) * time.Millisecond,
		// Following a redirect would send the pictures and the key to another host.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		// No proxy from the environment, which would read them too. A new connection for each call, because a transport sends a
		// request again when an idle connection turns out to be closed.
		Transport: &http.Transport{Proxy: nil, DisableKeepAlives: true},
	}
	response, err := client.Do(request)
	if err != nil {
		return "", nil, err
	}
	defer response.Body.Close()
	if response.StatusCode >= 300 && response.StatusCode < 400 {
		return "", nil, fmt.Errorf("a redirect (HTTP %d), which is not followed", response.StatusCode)
	}
	content, err := io.ReadAll(io.LimitReader(response.Body, mostBytes+1))
	if err != nil {
		return "", nil, err
	}
	if len(content) > mostBytes {
		return "", nil, fmt.Errorf("the answer has more than %d bytes", mostBytes)
	}
	var trxNo *string
	if values := response.Header.Values("X-Trx-No"); len(values) > 0 {
		trxNo = &values[0]
	}
	return textOf(content, response.Header.Get("Content-Type")), trxNo, nil
}

// Decodes the body. encoding/json replaces wrong bytes: one loses one character and not the whole answer, which the server may
// have charged.
func textOf(content []byte, contentType string) string {
	_, parameters, _ := mime.ParseMediaType(contentType)
	charset := strings.ToLower(parameters["charset"])
	// A byte order mark takes precedence over the header.
	switch {
	case bytes.HasPrefix(content, []byte("\xef\xbb\xbf")):
		return string(content[3:])
	case bytes.HasPrefix(content, []byte("\xff\xfe")), bytes.HasPrefix(content, []byte("\xfe\xff")):
		return utf16Text(content[2:], content[0] == 0xfe)
	case charset == "utf-16le", charset == "utf-16be", charset == "utf-16":
		return utf16Text(content, charset != "utf-16le")
	case charset == "iso-8859-1", charset == "latin1", charset == "windows-1252":
		characters := make([]rune, len(content))
		for index, value := range content {
			characters[index] = rune(value)
		}
		return string(characters)
	default:
		// JSON is UTF-8, also when the charset is unknown.
		return string(content)
	}
}

func utf16Text(content []byte, bigEndian bool) string {
	units := make([]uint16, 0, len(content)/2)
	for index := 0; index+1 < len(content); index += 2 {
		first, second := uint16(content[index]), uint16(content[index+1])
		if bigEndian {
			first, second = second, first
		}
		units = append(units, first|second<<8)
	}
	return string(utf16.Decode(units))
}

// Reads an answer by its body only, because the document gives no HTTP status. Fails for an unknown body. A map, because a
// struct would take keys in any case.
func understand(text string, trxNo *string) (report, error) {
	var body map[string]any
	if err := json.Unmarshal([]byte(text), &body); err != nil {
		return report{}, err
	}
	status, _ := body["status"].(string)
	switch strings.ToLower(status) {
	case "success":
		result := body["result"]
		if list, isList := result.([]any); isList && len(list) > 0 {
			result = list[0]
		}
		sections, _ := result.(map[string]any)
		compare, _ := sections["face_compare"].(map[string]any)
		liveness, _ := sections["face_liveness"].(map[string]any)
		fields := map[string]*string{
			"compare":    textIn(compare, "compare"),
			"similarity": textIn(compare, "similarity"),
			"threshold":  textIn(compare, "threshold"),
			"live":       textIn(liveness, "live"),
			"score":      textIn(liveness, "score"),
		}
		// A success with an incomplete result does not count as a success.
		for _, value := range fields {
			if value == nil {
				return report{}, errors.New("a success with an incomplete result")
			}
		}
		fields["date"], fields["message"], fields["trxNo"] = textIn(body, "date", "datetime"), textIn(body, "message"), trxNo
		kind := "success"
		return report{Outcome: "success", Kind: &kind, Fields: fields}, nil
	case "failed":
		message := textIn(body, "error", "message")
		// A liveness error is the only failure with error and result. An unknown message is reported without a kind.
		_, hasError := body["error"]
		_, hasResult := body["result"]
		kind := ""
		if hasError || hasResult {
			kind = "liveness-error"
		} else if message != nil {
			kind = kinds[*message]
		}
		failure := report{
			Outcome: "service-error",
			Fields:  map[string]*string{"message": message, "date": textIn(body, "datetime", "date")},
		}
		if kind != "" {
			failure.Kind = &kind
		}
		return failure, nil
	default:
		return report{}, errors.New("JSON that is not an answer of the service")
	}
}

// Returns the first of these values that is text, because a report allows only text.
func textIn(values map[string]any, names ...string) *string {
	for _, name := range names {
		if text, isText := values[name].(string); isText {
			return &text
		}
	}
	return nil
}

// Makes the calls of a case.
func run(given testCase) (report, error) {
	for _, request := range given.Earlier {
		earlier := given
		earlier.Request = request
		if _, _, err := call(earlier); err != nil {
			return report{}, err
		}
	}
	text, trxNo, err := call(given)
	if err != nil {
		return report{}, err
	}
	return understand(text, trxNo)
}

func main() {
	content, err := os.ReadFile(os.Getenv("EENDIGO_KIT_CASE"))
	if err != nil {
		panic(err)
	}
	var given testCase
	if err := json.Unmarshal(content, &given); err != nil {
		panic(err)
	}
	result, err := run(given)
	if err != nil {
		// Never send again: the server may have charged the first request.
		result = report{Outcome: "transport-error", Reason: err.Error()}
	}
	written, err := json.Marshal(result)
	if err != nil {
		panic(err)
	}
	if err := os.WriteFile(os.Getenv("EENDIGO_KIT_RESULT"), written, 0o600); err != nil {
		panic(err)
	}
}
