package htmlclean

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
)

// Decode reads all of r and returns it in UTF-8. The encoding is the one of
// [Options.Charset]; without one that of a byte order mark, then UTF-8 where the
// bytes are valid UTF-8, then what a meta element in the first 64 KiB says, then
// UTF-8 where more of it is right than wrong, and windows-1252 at last, as browsers
// do. What is no text in the encoding becomes U+FFFD, which the report of
// [Cleaner.Clean] counts. The error is r's, or a *[LimitError].
func (c *Cleaner) Decode(r io.Reader) (string, error) {
	max := cmpLimit(c.opt.MaxBytes, DefaultMaxBytes)
	if max >= 0 {
		r = io.LimitReader(r, int64(max)+1)
	}
	raw, err := io.ReadAll(r)
	if err != nil {
		return "", fmt.Errorf("htmlclean: reading the article: %w", err)
	}
	if max >= 0 && len(raw) > max {
		return "", &LimitError{Limit: "bytes", Max: max, Got: len(raw)}
	}
	dec, err := charsetReader(bytes.NewReader(raw), c.opt.Charset)
	if err != nil {
		return "", err
	}
	if dec == nil {
		if !hasMark(raw) && utf8.Valid(raw) {
			return string(raw), nil
		}
		enc, name, declared := declaredEncoding(raw)
		if name == "utf-8" || !declared && isMostlyUTF8(raw) {
			return strings.ToValidUTF8(string(raw), "\ufffd"), nil
		}
		dec = enc.NewDecoder().Reader(bytes.NewReader(raw))
	}
	text, err := io.ReadAll(dec)
	if err != nil {
		return "", fmt.Errorf("htmlclean: decoding the article: %w", err)
	}
	return string(text), nil
}

// maxHead is how far into an article a meta element may say what the encoding is.
const maxHead = 64 << 10

// declaredEncoding is what the byte order mark says, or a meta element that names another
// encoding than windows-1252, which browsers take where nothing is said. The Standard's parser
// changes the encoding at any meta element, however many scripts an archive has put before it.
func declaredEncoding(raw []byte) (enc encoding.Encoding, name string, declared bool) {
	if hasMark(raw) || bytes.HasPrefix(raw, []byte("\ufeff")) {
		enc, name, _ = charset.DetermineEncoding(raw, "")
		return enc, name, true
	}
	z := html.NewTokenizer(bytes.NewReader(raw[:min(len(raw), maxHead)]))
	for z.Next() != html.ErrorToken {
		tag := z.Raw()
		if !bytes.HasPrefix(bytes.ToLower(tag[:min(len(tag), 5)]), []byte("<meta")) || !bytes.Contains(bytes.ToLower(tag), []byte("charset")) {
			continue
		}
		declared = true
		if enc, name, _ = charset.DetermineEncoding(tag, ""); name != "windows-1252" {
			return enc, name, true
		}
	}
	enc, name, _ = charset.DetermineEncoding(nil, "")
	return enc, name, declared
}

// isMostlyUTF8 tells whether more sequences of raw are characters of UTF-8 than
// bytes of it are none: a damaged byte does not make a text another encoding.
func isMostlyUTF8(raw []byte) bool {
	right, wrong := 0, 0
	for len(raw) > 0 {
		r, size := utf8.DecodeRune(raw)
		if r == utf8.RuneError && size == 1 {
			wrong++
		} else if size > 1 {
			right++
		}
		raw = raw[size:]
	}
	return right > wrong
}

// hasMark tells whether a byte order mark says that the bytes are UTF-16.
func hasMark(raw []byte) bool {
	return bytes.HasPrefix(raw, []byte{0xfe, 0xff}) || bytes.HasPrefix(raw, []byte{0xff, 0xfe})
}

// charsetReader decodes r from the named encoding (a label of the Encoding
// Standard); nil without a name.
func charsetReader(r io.Reader, label string) (io.Reader, error) {
	if label == "" {
		return nil, nil
	}
	enc, err := htmlindex.Get(label)
	if err != nil {
		return nil, fmt.Errorf("htmlclean: Options.Charset %q is not an encoding of the Encoding Standard", label)
	}
	if enc == encoding.Replacement {
		return nil, fmt.Errorf("htmlclean: Options.Charset %q cannot be decoded", label)
	}
	return enc.NewDecoder().Reader(r), nil
}
