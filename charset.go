package htmlclean

import (
	"bytes"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
)

// Decode reads all of r and returns it in UTF-8. The encoding is the one of
// [Options.Charset]; without one that of a byte order mark, then UTF-8 where the
// bytes are valid UTF-8, then what a meta element says, then windows-1252, as
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
		enc, name, _ := charset.DetermineEncoding(raw[:min(len(raw), 1024)], "")
		if name == "utf-8" || !hasMark(raw) && utf8.Valid(raw) {
			return string(raw), nil
		}
		dec = enc.NewDecoder().Reader(bytes.NewReader(raw))
	}
	text, err := io.ReadAll(dec)
	if err != nil {
		return "", fmt.Errorf("htmlclean: decoding the article: %w", err)
	}
	return string(text), nil
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
