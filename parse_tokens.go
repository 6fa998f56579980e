package htmlclean

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A tag is a start or an end tag of the source.
type tag struct {
	atom   atom.Atom
	name   string      // in lower case
	attr   []attribute // valid until the next tag is read
	closed bool        // it ends in "/>"
}

// maxTagAttr is how many attributes a tag may have for a look through all of
// them at each to be cheap.
const maxTagAttr = 32

// tag reads the tag of which the name begins at the parser's place, as the
// tokenization of the HTML Standard (13.2.5) does.
func (p *directParser) tag() (t tag) {
	from := p.at
	for p.at < len(p.src) && !endsName[p.src[p.at]] {
		p.at++
	}
	t.name = lower(p.src[from:p.at])
	if t.atom = atom.Lookup([]byte(t.name)); t.atom != 0 {
		t.name = t.atom.String()
	}
	p.odd = p.odd || from == p.at || !isLetter(t.name[0])
	slash := -1
	for p.scratch = p.scratch[:0]; !p.odd; {
		if p.skipSpace(); p.at == len(p.src) {
			break
		}
		switch p.src[p.at] {
		case '>':
			t.closed = slash == p.at-1
			t.attr = p.scratch
			p.at++
			return t
		case '/':
			slash = p.at
			p.at++
		default:
			p.attribute()
		}
	}
	p.odd = true // the source ends within the tag
	return t
}

// attribute reads the attribute at the parser's place. Of two with one name the first counts.
func (p *directParser) attribute() {
	from := p.at
	for p.at < len(p.src) && !endsName[p.src[p.at]] && p.src[p.at] != '=' {
		p.at++
	}
	key := lower(p.src[from:p.at])
	p.odd = p.odd || key == "" || len(p.scratch) == maxTagAttr
	val := p.value()
	for i := range p.scratch {
		if p.scratch[i].key == key {
			return
		}
	}
	p.scratch = append(p.scratch, attribute{key, unescape(p.newlines(val), true)})
}

// value reads what follows an attribute's name: its value as it stands, "" where it has none.
func (p *directParser) value() string {
	if p.skipSpace(); p.at == len(p.src) || p.src[p.at] != '=' {
		return ""
	}
	p.at++
	if p.skipSpace(); p.at == len(p.src) {
		return ""
	}
	from := p.at
	if quote := p.src[p.at]; quote == '"' || quote == '\'' {
		size := strings.IndexByte(p.src[from+1:], quote)
		if size < 0 {
			p.odd = true
			return ""
		}
		p.at = from + 1 + size + 1
		return p.src[from+1 : p.at-1]
	}
	for p.at < len(p.src) && !isASCIISpace(p.src[p.at]) && p.src[p.at] != '>' {
		p.at++
	}
	return p.src[from:p.at]
}

func (p *directParser) skipSpace() {
	for p.at < len(p.src) && isASCIISpace(p.src[p.at]) {
		p.at++
	}
}

// whitespace is ASCII whitespace.
const whitespace = " \t\r\n\f"

// endsName are the bytes that end the name of a tag and, with =, of an attribute.
var endsName = [256]bool{' ': true, '\n': true, '\t': true, '\r': true, '\f': true, '/': true, '>': true}

// lower is s with its ASCII letters in lower case.
func lower(s string) string {
	upper := 0
	for upper < len(s) && (s[upper] < 'A' || s[upper] > 'Z') {
		upper++
	}
	if upper == len(s) {
		return s
	}
	b := []byte(s)
	for i := upper; i < len(b); i++ {
		if 'A' <= b[i] && b[i] <= 'Z' {
			b[i] |= 0x20
		}
	}
	return string(b)
}

// newlines is s with line feeds alone at its ends of lines.
func (p *directParser) newlines(s string) string {
	if !p.cr || strings.IndexByte(s, '\r') < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

// textLength is how much of s is text: all before the first < that begins a tag,
// a comment or the like.
func textLength(s string) int {
	for i := 0; ; i++ {
		at := strings.IndexByte(s[i:], '<')
		if at < 0 {
			return len(s)
		}
		if i += at; i+1 < len(s) && (isLetter(s[i+1]) || s[i+1] == '/' || s[i+1] == '!' || s[i+1] == '?') {
			return i
		}
	}
}

// commentLength is the length of the comment that s begins with, or of another
// declaration, which is read as one; 0 where it is none, or an odd one.
func commentLength(s string) int {
	switch {
	case len(s) < len("<!>") || s[0] != '<' || s[1] != '!' && s[1] != '?' || isDoctype(s):
		return 0
	case !strings.HasPrefix(s, "<!--"):
		return strings.IndexByte(s, '>') + 1
	case strings.HasPrefix(s, "<!-->"), strings.HasPrefix(s, "<!--->"):
		return 0
	}
	end := strings.Index(s, "-->")
	if end < 0 || strings.Contains(s[:end], "--!") {
		return 0
	}
	return end + len("-->")
}

// startsIn tells whether a start tag with that name may stand in s.
func startsIn(s, name string) bool {
	for i := 0; ; {
		at := strings.IndexByte(s[i:], '<')
		if at < 0 {
			return false
		}
		if i += at + 1; len(s)-i >= len(name) && strings.EqualFold(s[i:i+len(name)], name) {
			return true
		}
	}
}

// rawTextLength is how much of s stands before the end tag with that name; all of
// it where there is none.
func rawTextLength(s, name string) int {
	for i := 0; ; i += len("</") {
		at := endTagIn(s[i:], name)
		if at < 0 {
			return len(s)
		}
		i += at
		if endsName[s[i+len("</")+len(name)]] {
			return i
		}
	}
}

// unescape is s with the characters that its references stand for.
func unescape(s string, attribute bool) string {
	at := strings.IndexByte(s, '&')
	if at < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for at >= 0 {
		b.WriteString(s[:at])
		length, c := reference(s[at:], attribute)
		b.WriteString(c)
		s = s[at+length:]
		at = strings.IndexByte(s, '&')
	}
	b.WriteString(s)
	return b.String()
}

// usual are references that are not worth being looked up.
var usual = [...]struct{ name, c string }{{"&nbsp;", "\u00a0"}, {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", `"`}, {"&#34;", `"`}, {"&#39;", "'"}}

// reference is the length of what may be a reference at the beginning of s, and
// what it stands for: itself where it is none. In a text a name that no semicolon
// ends may run on behind the reference; in an attribute it must end where the
// reference does, and not before a =.
func reference(s string, attribute bool) (length int, c string) {
	for i := range usual {
		if strings.HasPrefix(s, usual[i].name) {
			return len(usual[i].name), usual[i].c
		}
	}
	end := len("&")
	number := end < len(s) && s[end] == '#'
	if number {
		end++
	}
	for end < len(s) && (isLetter(s[end]) || '0' <= s[end] && s[end] <= '9') {
		end++
	}
	ended := end < len(s) && s[end] == ';'
	if ended {
		end++
	}
	c = html.UnescapeString(s[:end])
	switch {
	case number, !attribute:
	case ended && strings.HasSuffix(c, ";") && c != ";", // only the beginning is a reference in a text
		!ended && end < len(s) && s[end] == '=',
		!ended && utf8.RuneCountInString(c) > 1:
		c = s[:end]
	}
	return end, c
}
