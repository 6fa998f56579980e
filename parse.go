package htmlclean

import (
	"bytes"
	"context"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var (
	whyFlattened = reason("parse", "flattened", "the parser refuses more than 512 open elements, or a few unclosed formatting elements would be copied into every later block: wrappers without meaning are taken away before parsing")
	whyTextOnly  = reason("parse", "paragraphs-only", "the input nests deeper than any parser follows: only paragraphs, pictures and text are kept")
	whyNoTag     = reason("parse", "no-tag", "a < before letters that run into a comma, a quotation mark or the like is a sign in the text, and so is one before an address")
	whyCode      = reason("parse", "code-placeholder", "inside code an element that HTML does not have, such as <base-image> or List<String>, is text that the source forgot to escape")
)

// parse turns the input into parsed nodes. It fails only on the caller's limits.
func (j *job) parse(src string) ([]*html.Node, error) {
	if max := cmpLimit(j.opt.MaxBytes, DefaultMaxBytes); max >= 0 && len(src) > max {
		return nil, &LimitError{Limit: "bytes", Max: max, Got: len(src)}
	}
	src = strings.TrimPrefix(src, "\ufeff")
	if !utf8.ValidString(src) {
		src = strings.ToValidUTF8(src, "\ufffd")
	}
	if j.report != nil {
		j.report.Replaced = strings.Count(src, "\ufffd")
	}
	src = j.escapeCode(src)
	if j.amplifies(src) {
		src = j.flatten(src, false)
		j.noteSource(whyFlattened)
	}
	nodes, err := j.parseMarkup(src)
	if err != nil && j.ctx.Err() == nil {
		// A string cannot fail to be read: the parser refused the nesting.
		j.noteSource(whyFlattened)
		nodes, err = j.parseMarkup(j.flatten(src, false))
	}
	if err != nil && j.ctx.Err() == nil {
		j.noteSource(whyTextOnly)
		nodes, err = j.parseMarkup(j.flatten(src, true))
	}
	return nodes, err
}

func cmpLimit(set, byDefault int) int {
	if set == 0 {
		return byDefault
	}
	return set
}

func (j *job) noteSource(why *Reason) {
	if j.report != nil {
		j.report.Changes = append(j.report.Changes, Change{Set: why.Set, Rule: why.Rule, Do: "rewrite"})
	}
}

// parseMarkup parses a whole document, of which the body's children are the
// article, or a fragment. The reader stops when the context is done.
func (j *job) parseMarkup(src string) ([]*html.Node, error) {
	if !isDocument(src) {
		return parseFragmentFrom(contextReader{j.ctx, strings.NewReader(src)})
	}
	doc, err := html.ParseWithOptions(contextReader{j.ctx, strings.NewReader(src)}, html.ParseOptionEnableScripting(false))
	if err != nil {
		return nil, err
	}
	return j.bodyOf(doc), nil
}

// bodyOf takes title, language and base from a document and returns its body's children.
func (j *job) bodyOf(doc *html.Node) []*html.Node {
	container := doc
	for n := doc.FirstChild; n != nil; n = n.NextSibling {
		if n.DataAtom != atom.Html {
			continue
		}
		container = n
		j.lang = parsedAttr(n, "lang")
		for m := n.FirstChild; m != nil; m = m.NextSibling {
			switch m.DataAtom {
			case atom.Head:
				for h := m.FirstChild; h != nil; h = h.NextSibling {
					switch h.DataAtom {
					case atom.Title:
						j.title = strings.Join(strings.Fields(parsedText(h)), " ")
					case atom.Base:
						if j.base == "" {
							j.base = parsedAttr(h, "href")
						}
					}
				}
			case atom.Body:
				container = m
			}
		}
	}
	return childrenOf(container)
}

func childrenOf(n *html.Node) []*html.Node {
	var list []*html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		list = append(list, c)
	}
	return list
}

func parsedAttr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func parseFragment(src string) ([]*html.Node, error) {
	return parseFragmentFrom(strings.NewReader(src))
}

// isDocument tells a whole document from a fragment.
func isDocument(src string) bool {
	for i := 0; ; {
		at := strings.IndexByte(src[i:], '<')
		if at < 0 {
			return false
		}
		i += at + 1
		switch rest := src[i:]; {
		case hasTagPrefix(rest, "!doctype"), hasTagPrefix(rest, "html"), hasTagPrefix(rest, "body"):
			return true
		}
	}
}

// hasTagPrefix tells whether s begins with name, in any case, and the name ends there.
func hasTagPrefix(s, name string) bool {
	return len(s) > len(name) && strings.EqualFold(s[:len(name)], name) && !isNameByte(s[len(name)])
}

func isNameByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '_' || c == ':' || c >= 0x80
}

// formatting are the elements the parser reopens in every block until they are
// closed (HTML Standard, "the list of active formatting elements"), without a.
var formatting = atomSet(atom.B, atom.Big, atom.Code, atom.Em, atom.Font, atom.I, atom.Nobr, atom.S, atom.Small, atom.Strike,
	atom.Strong, atom.Tt, atom.U)

// amplifies tells whether the parser could make many more elements than the
// input has bytes by reopening: each tag can reopen every formatting element
// that is still open, and a few kilobytes could so become millions of nodes. Tags
// are counted first, which is cheap and counts too many; only what then looks
// dangerous is tokenised.
func (j *job) amplifies(src string) bool {
	tags, opened := strings.Count(src, "<"), 0
	bound := 4*len(src) + 1<<16
	for i := 0; tags > 256; {
		at := strings.IndexByte(src[i:], '<')
		if at < 0 {
			break
		}
		i += at + 1
		if formattingTag(src[i:]) {
			opened++
		}
	}
	if opened*tags <= bound {
		return false
	}
	// The list keeps three of a kind (the "Noah's Ark clause"), so only different
	// tags add up.
	kinds, distinct := map[string]int{}, 0
	z := html.NewTokenizer(contextReader{j.ctx, strings.NewReader(src)})
	for z.Next() != html.ErrorToken {
		raw := z.Raw()
		if len(raw) > 1 && formattingTag(string(raw[1:min(len(raw), 16)])) {
			if kinds[string(raw)]++; kinds[string(raw)] <= 3 {
				distinct++
			}
			if distinct*tags > bound {
				return true
			}
		}
	}
	return false
}

func formattingTag(s string) bool {
	end := 0
	for end < len(s) && end < 7 && isNameByte(s[end]) {
		end++
	}
	if end == 0 || end == 7 {
		return false
	}
	var name [8]byte
	for i := range end {
		name[i] = s[i] | 0x20
	}
	return formatting[atom.Lookup(name[:end])]
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
		case formatting[tag]:
			if kind == html.EndTagToken {
				if n := len(open); n > 0 && open[n-1] == string(name) {
					open = open[:n-1]
					b.WriteString(text)
				}
			} else if len(open) < maxMarks {
				open = append(open, string(name))
				b.WriteString(text)
			}
		case bare && blockElements[tag] || tag != atom.P && blockElements[tag] && !keptWhenFlat[tag]:
			closeAll()
			b.WriteString("</p><p>")
		case blockElements[tag]:
			closeAll()
			b.WriteString(text)
		case keptWhenFlat[tag]:
			b.WriteString(text)
		}
	}
}

// escapeCode escapes, inside pre and code, the < of tags that HTML does not
// have: source code that was pasted unescaped, and with it its comments and the
// XML declaration. Everywhere it keeps PHP's opening tag, which the parser would
// take for a comment up to the next >, and a < that is a sign in the text.
func (j *job) escapeCode(src string) string {
	var b strings.Builder
	done, inside := 0, 0
	source := false // the code at hand has unescaped tags
	lastComment := -1
	if strings.Contains(src, "<code") || strings.Contains(src, "<pre") {
		lastComment = strings.LastIndex(src, "-->")
	}
	end := 0 // of the tag at hand; looked for once, however many < are before it
	tagEnd := func(start int) int {
		if end <= start {
			end = len(src)
			if at := strings.IndexByte(src[start:], '>'); at >= 0 {
				end = start + at + 1
			}
		}
		return end
	}
	escape := func(why *Reason, start, end int) {
		if change := j.noteAdded(why); change != nil {
			change.Added = src[start:end]
		}
		b.WriteString(src[done:start])
		b.WriteString("&lt;")
		done = start + 1
	}
	for i := 0; ; {
		at := strings.IndexByte(src[i:], '<')
		if at < 0 {
			break
		}
		start := i + at
		i = start + 1
		rest := src[i:]
		switch {
		case hasTagPrefix(rest, "code"), hasTagPrefix(rest, "pre"):
			source = source && inside > 0
			inside++
		case hasTagPrefix(rest, "/code"), hasTagPrefix(rest, "/pre"):
			inside = max(0, inside-1)
		case strings.HasPrefix(rest, "?php"):
			escape(whyCode, start, tagEnd(start))
		case isNoTagName(rest):
			escape(whyNoTag, start, signEnd(src, i))
		case inside == 0:
			i += tagLength(rest)
		case strings.HasPrefix(rest, "!--"):
			if i < lastComment && (source || isPaintedComment(src[:start])) {
				end := i + strings.Index(rest, "-->") + len("-->")
				escape(whyCode, start, end)
				b.WriteString(strings.ReplaceAll(src[done:end], "<", "&lt;"))
				done, i = end, end
			}
		case isForgotten(rest):
			source = true
			escape(whyCode, start, tagEnd(start))
		}
	}
	if done == 0 {
		return src
	}
	b.WriteString(src[done:])
	return b.String()
}

func (j *job) noteAdded(why *Reason) *Change {
	if j.report == nil {
		return nil
	}
	j.report.Changes = append(j.report.Changes, Change{Set: why.Set, Rule: why.Rule, Do: "escape"})
	return &j.report.Changes[len(j.report.Changes)-1]
}

// signEnd is the end of the text that starts with a sign before i: behind the
// next >, or before the next <.
func signEnd(src string, i int) int {
	at := strings.IndexAny(src[i:], "<>")
	switch {
	case at < 0:
		return len(src)
	case src[i+at] == '>':
		at++
	}
	return i + at
}

// isNoTagName tells whether what follows a < cannot be a tag anybody wrote: the
// letters run into a character that no name has, as in "a<b，c", or are an
// address in angle brackets.
func isNoTagName(rest string) bool {
	end := 0
	for end < len(rest) && rest[end] < utf8.RuneSelf && isNameByte(rest[end]) {
		end++
	}
	if end == 0 || end == len(rest) || !isLetter(rest[0]) {
		return false
	}
	switch c := rest[end]; c {
	case '/':
		return rest[end-1] == ':' && strings.HasPrefix(rest[end:], "//")
	case '"', '\'', '&', '(', ')', ',', ';', '@', '+', '*', '|':
		return true
	default:
		return c >= utf8.RuneSelf
	}
}

// tagLength is how much of rest, what follows a <, is a tag, a comment, or an
// element whose content is no markup; its < are no tags.
func tagLength(rest string) int {
	if strings.HasPrefix(rest, "!--") {
		if at := strings.Index(rest, "-->"); at >= 0 {
			return at
		}
		return len(rest)
	}
	if rest == "" || !isLetter(rest[0]) {
		return 0
	}
	for _, name := range [...]string{"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"} {
		if !hasTagPrefix(rest, name) {
			continue
		}
		for i := 0; ; {
			at := strings.Index(rest[i:], "</")
			if at < 0 {
				return len(rest)
			}
			if i += at + 2; hasTagPrefix(rest[i:], name) {
				return i
			}
		}
	}
	quote := byte(0)
	for i := range len(rest) {
		switch c := rest[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '>':
			return i
		case (c == '"' || c == '\'') && rest[i-1] == '=':
			quote = c
		}
	}
	return len(rest)
}

// isPaintedComment tells whether a comment that follows before is the text of an
// element in which a highlighter put a comment of the source.
func isPaintedComment(before string) bool { return strings.HasSuffix(before, `comment">`) }

// isForgotten tells whether what follows a < in source code would be swallowed:
// a tag whose name no standard has, the </ of a tag that a highlighter cut in
// two, or an XML declaration.
func isForgotten(rest string) bool {
	if hasTagPrefix(rest, "?xml") {
		return true
	}
	name := strings.TrimPrefix(rest, "/")
	if name == "" || !isLetter(name[0]) {
		return len(name) < len(rest) // "</" and no letter is a bogus comment up to the next >
	}
	const longest = 16 // bytes in the longest known name
	end := 1
	for end <= longest && end < len(name) && name[end] != '>' && name[end] != '/' && name[end] > ' ' {
		end++
	}
	return end > longest || !knownElements[strings.ToLower(name[:end])]
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// parseFragmentFrom parses a fragment as the content of a body. The parser hands
// out nodes that know no siblings; they get a parent, for selectors to look at.
func parseFragmentFrom(r io.Reader) ([]*html.Node, error) {
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragmentWithOptions(r, body, html.ParseOptionEnableScripting(false))
	for _, n := range nodes {
		body.AppendChild(n)
	}
	return nodes, err
}

// A contextReader reads until its context is done, so that a parse can be stopped.
type contextReader struct {
	ctx context.Context
	io.Reader
}

func (r contextReader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.Reader.Read(p)
}
