package htmlclean

import "strings"

// Source code that stands unescaped in code is text, but what a highlighter or an
// editor put around it is markup. A codeRegion tells them apart: it is the content
// of one pre or code element, from its start tag to the end tag that fits.
type codeRegion struct {
	src     string
	start   int  // of the content
	end     int  // where the end tag begins; 0 where there is none
	code    bool // of a code element
	block   bool // of a pre, or in one: its text alone is kept
	around  bool // of a pre that holds code elements
	pasted  bool // markup that is shown: every tag is text that a highlighter did not write
	tools   bool // a highlighter was at work
	breaks  bool // br separates lines
	escaped bool // there are references for a <

	drawn       int            // where the last drawing ends, -1 where there is none, 0 as long as nobody asked
	shown, kept map[string]int // by name, how many start tags are text, and which of those that may be either are not, so far without an end
}

// newCodeRegion looks at the content of a pre or code element, which begins at
// start, behind the tag that is given. Each byte is in at most two regions: of a
// pre, and of a code in it.
func newCodeRegion(src string, start int, tag, name string, inPre bool) codeRegion {
	r := codeRegion{code: name == "code", block: inPre || name == "pre"}
	end := regionEnd(src, start, name)
	if end < 0 || strings.IndexByte(src[start:end], '<') < 0 {
		return r
	}
	content := src[start:end]
	r.src, r.start, r.end = content, start, end
	r.tools = containsAny(content, `class="hljs-`, `class="token`, `class="line`, `class="pl-`, `class="k`, `style="color`, `<span data-line`)
	r.breaks = strings.IndexByte(content, '\n') < 0
	r.around = !r.code && strings.Contains(content, "<code")
	r.escaped = containsAny(content, "&lt;", "&#60;", "&#x3c;", "&#x3C;")
	r.pasted = r.isPasted(tag)
	return r
}

func containsAny(s string, list ...string) bool {
	for _, t := range list {
		if strings.Contains(s, t) {
			return true
		}
	}
	return false
}

// regionEnd finds the end tag of a pre or code element; -1 where another element
// ends first.
func regionEnd(src string, start int, name string) int {
	depth := 1
	for i := start; ; {
		at := strings.IndexByte(src[i:], '<')
		if at < 0 {
			return -1
		}
		i += at + 1
		switch tag, closes := tagName(src[i:]); {
		case tag == name && !closes:
			depth++
		case tag == name:
			if depth--; depth == 0 {
				return i - 1
			}
		case tag == "pre" && closes:
			return -1
		}
	}
}

// isPasted tells whether the region shows markup: it has what no page puts into
// code, or nothing in it was escaped although its language is made of tags, or
// components stand among its elements.
func (r *codeRegion) isPasted(tag string) bool {
	if containsAny(r.src, "<!DOCTYPE", "<!doctype", "<html", "<body", "</body>") {
		return true
	}
	if !r.code {
		return false
	}
	page, blocks, unknown := r.census()
	switch {
	case page:
		return true
	case !blocks || !r.block || r.tools || containsAny(r.src, "&lt;", "&#60;", "&#x3c;", "&#x3C;"):
		return false
	}
	return unknown && isIndentedTag(r.src) || isMarkupLanguage(tag)
}

// census looks at the tags of the region: whether one is of a page, or all there
// is; whether some are of blocks; whether some are of no element.
func (r *codeRegion) census() (page, blocks, unknown bool) {
	pages := 0
	for i := 0; ; {
		at := strings.IndexByte(r.src[i:], '<')
		if at < 0 {
			return false, blocks, unknown
		}
		first := i == 0 && at == 0
		i += at + 1
		rest := r.src[i:]
		switch name, closes := tagName(rest); {
		case name == "":
		case name == "svg":
			i += r.drawing(i)
		case name == "script" && strings.Contains(rest[:min(len(rest), 40)], "data-cf"):
			if at := strings.Index(rest, "</script"); at >= 0 {
				i += at + len("</script") // Cloudflare's, which decodes an address
			}
		case first && isLoneTag(r.src, name):
			return true, blocks, unknown
		case pageElements[name]:
			// A placeholder such as <title> has no attribute and no end.
			if pages++; pages < 8 && (closes || rest[len(name)] != '>' || strings.Contains(rest, "</"+name+">")) {
				return true, blocks, unknown
			}
		case !knownElements[name]:
			unknown = true
		case !closes && pasteableElements[name]:
			blocks = true
		}
	}
}

// drawing is how much of the region, from i on behind an svg's <, the drawing is:
// its elements are no one's text. It is 0 where none ends.
func (r *codeRegion) drawing(i int) int {
	if r.drawn == 0 {
		if r.drawn = strings.LastIndex(r.src, "</svg"); r.drawn == 0 {
			r.drawn = -1
		}
	}
	if i > r.drawn {
		return 0
	}
	return strings.Index(r.src[i:], "</svg")
}

// isLoneTag tells whether all of s, which begins with a tag of that name, is that
// tag, or an element with nothing in it: a page would not have it.
func isLoneTag(s, name string) bool {
	switch name {
	case "br", "img", "wbr", "span", "svg", "font":
		return false
	}
	s, ok := strings.CutSuffix(strings.TrimSpace(s), ">")
	if !ok || name == "i" && strings.Contains(s, "class=") || name == "a" && containsAny(s, "id=", "name=") {
		return false // an icon, the place of a link
	}
	at := strings.IndexByte(s, '>')
	return at < 0 || s[at+1:] == "</"+name
}

// isIndentedTag tells whether a line of s begins with white space and a tag.
func isIndentedTag(s string) bool {
	for i := 0; ; {
		at := strings.IndexByte(s[i:], '\n')
		if at < 0 {
			return false
		}
		i += at + 1
		if rest := strings.TrimLeft(s[i:], " \t"); len(rest) < len(s)-i && strings.HasPrefix(rest, "<") {
			return true
		}
	}
}

// isMarkupLanguage tells whether a start tag names a language made of tags.
func isMarkupLanguage(tag string) bool {
	for _, name := range [...]string{"html", "xml", "jsx", "tsx", "vue", "svelte", "markup", "xhtml", "astro"} {
		if at := strings.Index(tag, name); at > 0 && !isNameByte(tag[at-1]) || at > 1 && tag[at-1] == '-' {
			return true
		}
	}
	return false
}

var (
	// pageElements stand in pages, and in code only where it shows a page.
	pageElements = nameSet(`form script style template select meta link h1 h2 h3 h4 h5 h6 header nav main footer article title head input
		iframe video object fieldset`)

	// pasteableElements are markup in code as well as what it shows.
	pasteableElements = nameSet(`div p ul ol li table tr td th dl img button a blockquote`)

	// quotableElements are, at the beginning of a string, more likely what the
	// string says than what emphasises it, unless the source knows how to escape.
	quotableElements = nameSet(`b i em strong u s sub sup small mark h1 h2 h3 h4 h5 h6 center font`)

	// placeholders are names of elements that, without an attribute, are
	// something to fill in: docker run <image>, cd <path>.
	placeholders = nameSet(`image path text source object time data map param option select filter desc title link meta base area frame output input
		use line address template caption canvas embed track slot stop view mask switch symbol form main header footer menu dialog`)
)

// shows tells whether a tag of the region, of an element that HTML has, is text.
// The tag is what follows its <; before is all that stands before it.
func (r *codeRegion) shows(rest, name string, closes bool, before string) bool {
	switch {
	case r.end == 0:
		return false
	case r.pasted:
		return !(r.tools && (name == "span" || name == "a") || r.breaks && name == "br")
	case name == "span":
		return false
	case closes && r.shown[name] > 0:
		r.shown[name]--
		return true
	case closes && r.kept[name] > 0:
		r.kept[name]--
		return false
	case closes:
		return isMixedCase(rest[1:1+len(name)]) || r.isPlaceholder(name) || r.isQuotedTag(name, before)
	case r.isText(rest, name, before):
		increment(&r.shown, name)
		return true
	case r.isPlaceholder(name) || pasteableElements[name]:
		increment(&r.kept, name)
	}
	return false
}

func increment(m *map[string]int, name string) {
	if *m == nil {
		*m = map[string]int{}
	}
	(*m)[name]++
}

// isText tells whether a start tag is text.
func (r *codeRegion) isText(rest, name, before string) bool {
	bare := rest[len(name)] == '>'
	switch {
	case isMixedCase(rest[:len(name)]):
		return true
	case bare && len(name) == 1 && rest[0] < 'a' && before != "" && isNameByte(before[len(before)-1]):
		// List<A>, where no </A> follows.
		return !strings.Contains(rest[:min(len(rest), conditionText)], "</"+rest[:1]+">")
	case bare && r.isPlaceholder(name):
		return true
	case r.isQuotedTag(name, before):
		return true
	case r.block && quotableElements[name] && bare && isQuoted(before) && !r.escaped:
		return true
	case r.block && name == "br" && isQuoted(before):
		_, after, _ := strings.Cut(rest[:min(len(rest), 8)], ">")
		return after != "" && isQuoted(after[:1])
	}
	return !bare && !hasAttributes(rest[len(name):])
}

func (r *codeRegion) isPlaceholder(name string) bool {
	return placeholders[name] && (r.code || !pageElements[name])
}

// isQuotedTag tells whether a tag begins or ends a string: in a line of text only
// where it is of a block, which the output cannot have there.
func (r *codeRegion) isQuotedTag(name, before string) bool {
	return isQuoted(before) && pasteableElements[name] && (r.block || name != "a" && name != "img" && name != "button")
}

// isQuoted tells whether what follows before is the beginning of a string.
func isQuoted(before string) bool {
	return before != "" && strings.IndexByte("\"'`", before[len(before)-1]) >= 0
}

// isMixedCase tells whether a name has small letters behind a capital, as a
// component or a class has and no element.
func isMixedCase(name string) bool {
	return name[0] < 'a' && strings.ToUpper(name) != name
}

// hasAttributes tells whether what follows a tag's name can be attributes, and
// not the rest of a comparison: a<b && c>d.
func hasAttributes(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '>':
			return true
		case '=':
			for i+1 < len(s) && s[i+1] <= ' ' {
				i++
			}
			if i+1 < len(s) && (s[i+1] == '"' || s[i+1] == '\'') {
				at := strings.IndexByte(s[i+2:], s[i+1])
				if at < 0 {
					return false
				}
				i += at + 2
				continue
			}
			for i+1 < len(s) && s[i+1] > ' ' && s[i+1] != '>' {
				i++
			}
		case '<', '&', ';', '|', '+', ',', '!', '?':
			return false
		}
	}
	return false
}
