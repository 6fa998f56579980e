package htmlclean

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
)

// Decode reads all of r and returns it in UTF-8. The encoding is the one of
// [Options.Charset]; without one that of a byte order mark, then UTF-8 where the
// bytes are valid UTF-8, then what a meta element in the first 1024 bytes says,
// then UTF-8 where more of it is right than wrong, and windows-1252 at last, as
// browsers do. What is no text in the encoding becomes U+FFFD, which the report
// of [Cleaner.Clean] counts. The error is r's, or a *[LimitError].
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
		head := raw[:min(len(raw), 1024)]
		enc, name, _ := charset.DetermineEncoding(head, "")
		declared := hasMark(raw) || bytes.Contains(bytes.ToLower(head), []byte("charset"))
		if name == "utf-8" || !hasMark(raw) && utf8.Valid(raw) || !declared && isMostlyUTF8(raw) {
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
