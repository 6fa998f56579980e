package htmlclean

import (
	"strings"
	"unicode/utf8"
)

var (
	whyNamed = reason("parse", "named-tag", "a tag without values in a text, that nothing ends, of an element that HTML does not have, or that would hide the rest of the article, is named by the text: as in the <title> tag, List<Object>, or clone <repository>")
	whyEnded = reason("parse", "ended", "a frame or the like, whose content is no markup, ends where its tag says so by a slash, or at its tag where nothing ends it: what follows is the article")
)

// An endTags finds end tags. The next one of a name is remembered, so that all
// questions about a name, in the order of the source, look at it once.
type endTags struct {
	src  string
	next map[string]int // by name; the length of the source where there is none
}

// maxEndNames bounds how many names are looked for; of more, every tag is an element's.
const maxEndNames = 24

// stand tells whether an end tag of that name stands between two places.
func (e *endTags) stand(name string, from, to int) bool {
	next, known := e.next[name]
	if !known && len(e.next) == maxEndNames {
		return true
	}
	if !known || next < from {
		next = e.find(name, from)
		if e.next == nil {
			e.next = map[string]int{}
		}
		e.next[name] = next
	}
	return next < to
}

func (e *endTags) find(name string, from int) int {
	if at := endTagIn(e.src[from:], name); at >= 0 {
		return from + at + len("</")
	}
	return len(e.src)
}

// endTagIn is where the first end tag with that name begins in s, -1 where there is none.
func endTagIn(s, name string) int {
	for i := 0; ; i += len("</") {
		at := strings.Index(s[i:], "</")
		if at < 0 {
			return -1
		}
		if i += at; hasTagPrefix(s[i+len("</"):], name) {
			return i
		}
	}
}

// isNamed tells whether the start tag at start, of that name, is no tag but named
// by the text. In code only the elements count of which the content would be no
// markup, and it ends with the code.
func (e *endTags) isNamed(name string, start int, inCode bool, codeEnd int) bool {
	if isPlainName(name) {
		return false
	}
	at := start + len("<") + len(name)
	last := at // the > of the tag
	if e.src[at] == ' ' && !knownElements[name] {
		last += wordsInTag(e.src[at:])
	}
	if e.src[last] != '>' || isBetweenTags(e.src[:start], e.src[last+1:]) {
		return false
	}
	end := len(e.src)
	switch {
	case inCode:
		if !isRawText(name) {
			return false
		}
		if codeEnd > 0 {
			end = codeEnd
		}
	case name == "script" || name == "style":
		// What a script or a style says shows that it is one, though it was cut off.
		following := e.src[at:]
		if next := strings.IndexByte(following, '<'); next < 0 || strings.ContainsAny(following[:next], "{};=&") {
			return false
		}
	case hidingElements[name], !knownElements[name] && strings.IndexByte(name, ':') < 0:
	default:
		if before := e.src[:start]; before == "" || !isNameByte(before[len(before)-1]) || !isMixedCase(e.src[start+1:at]) {
			return false
		}
	}
	return !e.stand(name, at, end)
}

// wordsInTag is where the > stands behind a few words, as in <T extends Port> or
// <distribution name>: 0 where anything else stands before it.
func wordsInTag(s string) int {
	const longest = 64 // bytes
	for i := range min(len(s), longest) {
		switch c := s[i]; {
		case c == '>':
			return i
		case c >= utf8.RuneSelf, c != ' ' && c != ',' && c != '.' && !isNameByte(c):
			return 0
		}
	}
	return 0
}

// isOpen tells whether the start tag of that name, of which the content would be no
// markup, ends itself, or is a frame's that nothing ends; and how much of what
// follows the < at start it is. A tag with a < in it is none that was written on purpose.
func (e *endTags) isOpen(name string, start int) (length int, open bool) {
	rest := e.src[start+len("<"):]
	for i := len(name); i < len(rest); i++ {
		switch c := rest[i]; {
		case c == '<':
			return 0, false
		case c == '>':
			slash := rest[i-1] == '/' && (i == len(name)+1 || strings.IndexByte("\"' \t\n", rest[i-2]) >= 0)
			return i + 1, slash || name == "iframe" && !e.stand(name, start+i, len(e.src))
		case (c == '"' || c == '\'') && rest[i-1] == '=':
			size := strings.IndexByte(rest[i+1:], c)
			if size < 0 {
				return 0, false
			}
			i += size + 1
		}
	}
	return 0, false
}

// isBetweenTags tells whether there is no text before and behind a tag: it is markup
// then, if only the first half of it.
func isBetweenTags(before, behind string) bool {
	before, behind = strings.TrimRight(before, asciiSpace), strings.TrimLeft(behind, asciiSpace)
	return (before == "" || before[len(before)-1] == '>') && (behind == "" || behind[0] == '<')
}

// isPlainName knows the elements that nearly all tags are of: they are seldom
// named, and hide nothing.
func isPlainName(name string) bool {
	switch name {
	case "p", "a", "b", "i", "br", "hr", "em", "li", "ul", "ol", "td", "tr", "div", "img", "pre", "span", "code", "font", "strong", "figure", "section":
		return true
	}
	return false
}

// isRawText tells whether the content of an element is no markup.
func isRawText(name string) bool {
	switch name {
	case "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes":
		return true
	}
	return false
}

// hidingElements hold what is not shown, or not as it stands there.
var hidingElements = nameSet(`title textarea xmp iframe noembed noframes plaintext select button template object canvas video audio
	svg math datalist noscript applet output progress meter`)

// noteEnded reports an end tag that was written.
func (j *job) noteEnded(name string) {
	if change := j.change(whyEnded, "end"); change != nil {
		change.Before = name
	}
}
