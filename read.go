package htmlclean

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

var (
	whyNeverShown = reason("read", "never-shown", "scripts, styles, templates and metadata are not content; a browser shows nothing of them")
	whyDenied     = reason("read", "denied", "Options.Deny names the element")
)

// read finds each element's rule while the input under root is still whole, and
// then takes out comments, elements that never show, and what no document must
// hold.
func (j *job) read(root *node) {
	for p := root; p != nil; p = p.parent {
		j.rules.find(p, j.host, &j.seen) // rules may ask for what is around the article
	}
	var apart []*node
	for n := root.first; n != nil && !j.stopped(); {
		j.count++
		next := n.nextIn(root)
		switch {
		case n.isText():
			j.readText(n)
		case n.isComment():
			n.remove()
		case neverShown.has(n.tag):
			next = n.following(root)
			apart = append(apart, n)
		default:
			rule := j.rules.find(n, j.host, &j.seen)
			if n.kind == foreign {
				break
			}
			if rule != nil {
				j.rulings = append(j.rulings, ruling{n, rule})
			}
			if j.allow.denies(n.name()) {
				apart = append(apart, n)
			}
		}
		if j.report != nil && n.isElement() {
			j.sources = append(j.sources, sourceNameOf(n))
			n.source = int32(len(j.sources))
		}
		n = next
	}
	root.rename(atom.Body)
	root.attr, root.parent = nil, nil
	for _, n := range apart {
		switch {
		case j.stopped():
			return
		case neverShown.has(n.tag):
			j.readUnshown(n)
		default:
			j.note(n, whyDenied, "unwrap")
			n.dissolve()
		}
	}
}

// readUnshown takes out an element that never shows. What some of them say counts.
func (j *job) readUnshown(n *node) {
	switch n.tag {
	case atom.Title:
		if j.title == "" {
			j.title = spaced(n.textContent())
		}
	case atom.Base:
		if j.base == "" {
			j.base = n.get("href")
		}
	case atom.Param:
		if name := strings.ToLower(n.get("name")); n.parent.tag == atom.Object && objectParameters[name] {
			n.parent.set(name, cmp.Or(n.parent.get(name), n.get("value")))
		}
	case atom.Script:
		if isFormulaScript(n) && j.formulaScript(n) {
			n.remove()
			return
		}
		if page := gistPage(n.get("src")); page != "" {
			for n.first != nil {
				n.first.remove()
			}
			n.rename(atom.Iframe)
			n.attr = []attribute{{"src", page}}
			return
		}
	}
	if change := j.note(n, whyNeverShown, "drop"); change != nil {
		change.Before = n.name()
	}
	if next := n.next; next != nil && next.isText() && n.prev != nil && saysNothingBehind(next.text(), n.prev) {
		next.remove()
	}
	n.remove()
}

// readText takes what no document must hold out of a text, and puts a long one
// into pieces.
func (j *job) readText(n *node) {
	for rest := n.text(); ; {
		var text string
		text, rest = cutText(rest)
		if text = validText(text); rest == "" {
			if n.data = text; text == "" || n.prev != nil && saysNothingBehind(text, n.prev) {
				n.remove()
			}
			return
		}
		if text != "" {
			n.parent.insertBefore(newText(text, n), n)
		}
	}
}

// saysNothingBehind tells whether a text is white space beside white space, which
// a comment or a script between has left.
func saysNothingBehind(text string, last *node) bool {
	return last.isText() && isBlank(text) && strings.Contains(last.text(), text)
}

// cutText cuts the beginning off a text so long that a pass would be busy with it
// for milliseconds. Passes take texts side by side for one.
func cutText(s string) (text, rest string) {
	const longest = 1 << 16 // bytes
	if len(s) <= longest {
		return s, ""
	}
	at := longest
	for at > longest/2 && (!utf8.RuneStart(s[at]) || s[at-1] == '\r' || isASCIISpace(s[at])) {
		at--
	}
	return s[:at], s[at:]
}

// readFragment parses markup that stood in the input as text, such as an
// escaped noscript, and reads it into nodes that have no parent yet.
func (j *job) readFragment(src string, from *node) []*node {
	box := j.parseDirect(src)
	if box == nil {
		parsed, err := parseFragment(src)
		if err != nil {
			return nil
		}
		box = j.copyOf(parsed)
	}
	j.read(box)
	var list []*node
	for box.first != nil {
		c := box.first
		c.remove()
		list = append(list, c)
	}
	for _, c := range list {
		for m := c; m != nil; m = m.nextIn(c) {
			m.pos = from.pos
		}
	}
	return list
}

// validText is s without the code points that a document must not contain
// (HTML Standard, 13.1 "Text": noncharacters and controls other than white
// space). None of them shows; a return written as a reference ends its line once.
func validText(s string) string {
	for i := 0; i < len(s); i++ {
		if suspects[s[i]] && !isValidAt(s, i) {
			return strings.Map(validRune, strings.ReplaceAll(s, "\r\n", "\n"))
		}
	}
	return s
}

// suspects are the bytes that a forbidden code point begins with in UTF-8.
var suspects = func() (set [256]bool) {
	for c := range set {
		set[c] = c < ' ' && c != '\n' && c != '\t' || c == 0x7f || c == 0xc2 || c >= 0xef
	}
	return set
}()

// isValidAt tells whether the code point at i, which begins with a suspect, is a
// valid one.
func isValidAt(s string, i int) bool {
	switch c := s[i]; {
	case c == 0xc2:
		return i+1 == len(s) || s[i+1] >= 0xa0
	case c == 0xef:
		return i+2 >= len(s) || (s[i+1] != 0xb7 || s[i+2] < 0x90 || s[i+2] >= 0xb0) && (s[i+1] != 0xbf || s[i+2] < 0xbe)
	case c >= 0xf0:
		return i+3 >= len(s) || s[i+2] != 0xbf || s[i+3] < 0xbe
	}
	return false
}

func validRune(r rune) rune {
	switch {
	case r == '\n' || r == '\t':
		return r
	case r == '\r' || r == '\f':
		return '\n'
	case r < ' ', r >= 0x7f && r < 0xa0, r >= 0xfdd0 && r <= 0xfdef, r&0xfffe == 0xfffe:
		return -1
	}
	return r
}
