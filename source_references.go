package htmlclean

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

var whyParameter = reason("parse", "parameter", "a parameter of an address that stands in a text with its & unescaped, as &timestamp= does, is no reference to a character: no × is meant")

// maxParameter bounds the name of a parameter that is looked at.
const maxParameter = 64

// escapeParameters escapes, in texts, the & of a parameter whose name begins as one
// of the references that may do without a semicolon: the parser would read &times
// in "?name=x&timestamp=1". In an attribute HTML reads none there (HTML Standard,
// 13.2.5.73 "Named character reference state").
func (j *job) escapeParameters(src string) string {
	var b strings.Builder
	done, seen, inText := 0, 0, true
	for i := 0; !j.stopped(); {
		at := strings.IndexByte(src[i:], '&')
		if at < 0 {
			break
		}
		start := i + at
		i = start + 1
		end := i
		for end < len(src) && end-i < maxParameter && (isLetter(src[end]) || '0' <= src[end] && src[end] <= '9' || src[end] == '_') {
			end++
		}
		if end == len(src) || src[end] != '=' || !runsOn(src[start:end]) {
			continue
		}
		inText = isText(src[seen:start], inText)
		if seen = start; !inText {
			continue
		}
		if change := j.change(whyParameter, "escape"); change != nil {
			change.Added = src[start:end]
		}
		b.WriteString(src[done:i])
		b.WriteString("amp;")
		done = i
	}
	if done == 0 {
		return src
	}
	b.WriteString(src[done:])
	return b.String()
}

// isText tells whether what follows s is text, and not in a tag, in a comment or in
// a script, where it was text, or was not, before s.
func isText(s string, before bool) bool {
	opens, ends := strings.LastIndexByte(s, '<'), strings.LastIndexByte(s, '>')
	switch {
	case opens == ends:
		return before
	case opens > ends:
		return false
	case opens < 0:
		return true
	}
	name, closes := tagName(s[opens+1:])
	return closes || !isRawText(name)
}

// runsOn tells whether a name behind an & is more than the reference it begins
// with. The references of markup and of spaces are meant: &ltb=, &nbspx=.
func runsOn(s string) bool {
	c := html.UnescapeString(s)
	first, size := utf8.DecodeRuneInString(c)
	return c != s && size < len(c) && !strings.ContainsRune("&<>\"\u00a0\u00ad", first)
}
