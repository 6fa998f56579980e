package htmlclean

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var (
	whyFlattened = reason("parse", "flattened", "the parser refuses more than 512 open elements, or a few unclosed formatting elements would be copied into every later block: wrappers without meaning are taken away before parsing")
	whyTextOnly  = reason("parse", "paragraphs-only", "the input nests deeper than any parser follows: only paragraphs, pictures and text are kept")
)

// A survey is what a look at the tags of a source tells before it is parsed.
// Every < counts as a tag, in comments and scripts as well: too many are counted
// rather than too few.
type survey struct {
	document   bool // it is a whole document, not a fragment
	tags       int
	formatting int // tags of elements that the parser reopens
}

func surveyOf(src string) (s survey) {
	s.tags = strings.Count(src, "<")
	for i := 0; ; {
		at := strings.IndexByte(src[i:], '<')
		if at < 0 {
			return s
		}
		i += at + 1
		if i == len(src) {
			return s
		}
		switch rest := src[i:]; rest[0] | 0x20 {
		case '!':
			s.document = s.document || hasTagPrefix(rest, "!doctype")
		case 'h':
			s.document = s.document || hasTagPrefix(rest, "html")
		case 'b':
			s.document = s.document || hasTagPrefix(rest, "body")
			fallthrough
		case 'c', 'e', 'f', 'i', 'n', 's', 't', 'u':
			if isFormattingTag(rest) {
				s.formatting++
			}
		}
	}
}

// formatting are the elements that the parser reopens in every block until they
// are closed (HTML Standard, "the list of active formatting elements"), without a.
var formatting = atomSet(atom.B, atom.Big, atom.Code, atom.Em, atom.Font, atom.I, atom.Nobr, atom.S, atom.Small, atom.Strike,
	atom.Strong, atom.Tt, atom.U)

// isFormattingTag tells whether what follows a < is the start tag of one of them.
func isFormattingTag(s string) bool {
	var name [8]byte
	end := 0
	for ; end < len(s) && isNameByte(s[end]); end++ {
		if end == len(name) {
			return false
		}
		name[end] = s[end] | 0x20
	}
	return formatting.has(atom.Lookup(name[:end]))
}

// amplifies tells whether the parser could make many more elements than the
// input has bytes by reopening: each tag can reopen every formatting element
// that is still open, and a few kilobytes could so become millions of nodes. The
// list of these elements keeps three of a kind (the "Noah's Ark clause"), so only
// different tags add up. What looks dangerous by cheap numbers, which are never
// too low, is tokenised for a closer look.
func (j *job) amplifies(src string, s survey) bool {
	bound := amplified(src)
	if s.formatting*s.tags <= bound || kindsOfFormatting(src)*s.tags <= bound {
		return false
	}
	kinds, distinct := map[string]int{}, 0
	z := html.NewTokenizer(contextReader{j.ctx, strings.NewReader(src)})
	for z.Next() != html.ErrorToken {
		raw := z.Raw()
		if len(raw) > 1 && isFormattingTag(string(raw[1:min(len(raw), 16)])) {
			if kinds[string(raw)]++; kinds[string(raw)] <= 3 {
				distinct++
			}
			if distinct*s.tags > bound {
				return true
			}
		}
	}
	return false
}

// amplified is how many elements are too many for a source.
func amplified(src string) int { return 4*len(src) + 1<<16 }

// kindsOfFormatting counts the formatting tags of src, of equal ones no more
// than three. Only tags that every reader ends at the same place can be equal.
func kindsOfFormatting(src string) int {
	kinds, distinct := map[string]int{}, 0
	for i := 0; ; {
		at := strings.IndexByte(src[i:], '<')
		if at < 0 {
			return distinct
		}
		i += at + 1
		if !isFormattingTag(src[i:]) {
			continue
		}
		end := plainTagEnd(src[i:])
		if end > 0 {
			kinds[src[i:i+end]]++
		}
		if end == 0 || kinds[src[i:i+end]] <= 3 {
			distinct++
		}
	}
}

// plainTagEnd is the length of the start tag at the beginning of s, of which each
// attribute has a value in double quotes; 0 for any other.
func plainTagEnd(s string) int {
	i := 0
	name := func() bool {
		from := i
		for i < len(s) && isNameByte(s[i]) {
			i++
		}
		return i > from
	}
	for name() {
		if strings.HasPrefix(s[i:], `="`) {
			const longest = 1 << 10 // bytes of a value that is worth looking through
			size := strings.IndexByte(s[i+2:min(i+2+longest, len(s))], '"')
			if size < 0 {
				return 0
			}
			i += 2 + size + 1
		}
		if i < len(s) && s[i] == '>' {
			return i
		}
		if i == len(s) || s[i] != ' ' {
			return 0
		}
		i++
	}
	return 0
}

// parseFlat parses what flatten makes of the source.
func (j *job) parseFlat(src string, bare bool) ([]*html.Node, error) {
	src = j.flatten(src, bare)
	return j.parseMarkup(src, surveyOf(src).document)
}

// keptWhenFlat are the elements flatten leaves: those whose meaning the output has.
var keptWhenFlat = atomSet(atom.A, atom.Audio, atom.B, atom.Blockquote, atom.Br, atom.Code, atom.Dd, atom.Dl, atom.Dt, atom.Em, atom.Figcaption,
	atom.Figure, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Hr, atom.I, atom.Iframe, atom.Img, atom.Li, atom.Noscript, atom.Ol, atom.P,
	atom.Picture, atom.Pre, atom.Script, atom.Source, atom.Strong, atom.Style, atom.Sub, atom.Sup, atom.Table, atom.Tbody, atom.Td, atom.Textarea,
	atom.Th, atom.Thead, atom.Title, atom.Tr, atom.Ul, atom.Video)

// flatten rewrites the source at token level so that the parser's stack stays
// small: wrappers without meaning go, blocks among them become breaks between
// paragraphs, and formatting ends where the block does. With bare set, lists,
// tables and quotations become paragraphs as well, so that nothing nests.
func (j *job) flatten(src string, bare bool) string {
	var b bytes.Buffer
	b.Grow(len(src))
	var open []string // formatting elements open in this block, outermost first
	closeAll := func() {
		for i := len(open) - 1; i >= 0; i-- {
			b.WriteString("</" + open[i] + ">")
		}
		open = open[:0]
	}
	z := html.NewTokenizer(contextReader{j.ctx, strings.NewReader(src)})
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			closeAll()
			return b.String()
		}
		raw := z.Raw()
		if kind != html.StartTagToken && kind != html.EndTagToken && kind != html.SelfClosingTagToken {
			b.Write(raw)
			continue
		}
		text := string(raw) // TagName lowers the bytes in place
		name, _ := z.TagName()
		tag := atom.Lookup(name)
		switch {
		case formatting.has(tag):
			if kind == html.EndTagToken {
				if n := len(open); n > 0 && open[n-1] == string(name) {
					open = open[:n-1]
					b.WriteString(text)
				}
			} else if len(open) < maxMarks {
				open = append(open, string(name))
				b.WriteString(text)
			}
		case bare && blockElements.has(tag) || tag != atom.P && blockElements.has(tag) && !keptWhenFlat.has(tag):
			closeAll()
			b.WriteString("</p><p>")
		case blockElements.has(tag):
			closeAll()
			b.WriteString(text)
		case keptWhenFlat.has(tag):
			b.WriteString(text)
		}
	}
}
