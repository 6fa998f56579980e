package htmlclean

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// A renderer writes the article, one block a line.
type renderer struct {
	strings.Builder
	job     *job
	braces  bool // { and } as character references
	newline bool // the last byte written ends a line, or none is written
}

// render serialises the tree (HTML Standard, 13.3). Only what must be is
// escaped: & < > in text, and " in attribute values.
func (j *job) render(size int) string {
	r := renderer{job: j, braces: j.opt.EscapeBraces, newline: true}
	const large = 1 << 20 // bytes: an article of more is mostly markup that goes
	r.Grow(min(size, (size+large)/2))
	for n := j.root.first; n != nil && !j.stopped(); n = n.next {
		r.write(n)
	}
	return strings.TrimSuffix(r.String(), "\n")
}

func (r *renderer) write(n *node) {
	if n.isText() {
		r.escape(n.text(), false)
		return
	}
	line := startsLine.has(n.tag)
	if line && !r.newline {
		r.WriteByte('\n')
	}
	r.WriteByte('<')
	r.WriteString(n.name())
	for i := range n.attr {
		r.WriteByte(' ')
		r.WriteString(n.attr[i].key)
		r.WriteString(`="`)
		r.escape(n.attr[i].val, true)
		r.WriteByte('"')
	}
	r.WriteByte('>')
	r.newline = false
	if voidElements.has(n.tag) {
		if line {
			r.endLine()
		}
		return
	}
	for c := n.first; c != nil && !r.job.stopped(); c = c.next {
		r.write(c)
	}
	r.WriteString("</")
	r.WriteString(n.name())
	r.WriteByte('>')
	r.newline = false
	if line {
		r.endLine()
	}
}

func (r *renderer) endLine() {
	r.WriteByte('\n')
	r.newline = true
}

// startsLine are the elements on lines of their own; cells stay in their row's
// line, a caption in its figure's.
var startsLine = blockElements.without(atom.Td, atom.Th, atom.Figcaption)

var voidElements = atomSet(atom.Br, atom.Hr, atom.Img, atom.Source)

// escape writes text, or an attribute's value. Most has nothing to escape, which
// is found out at the speed of a search.
func (r *renderer) escape(s string, value bool) {
	if s == "" {
		return
	}
	r.newline = false
	if strings.IndexByte(s, '&') < 0 && strings.IndexByte(s, '<') < 0 && strings.IndexByte(s, '>') < 0 &&
		!(value && strings.IndexByte(s, '"') >= 0) && !(r.braces && strings.ContainsAny(s, "{}")) {
		r.WriteString(s)
		return
	}
	from := 0
	for i := 0; i < len(s); i++ {
		var ref string
		switch s[i] {
		case '&':
			ref = "&amp;"
		case '<':
			ref = "&lt;"
		case '>':
			ref = "&gt;"
		case '"':
			if !value {
				continue
			}
			ref = "&quot;"
		case '{':
			if !r.braces {
				continue
			}
			ref = "&#123;"
		case '}':
			if !r.braces {
				continue
			}
			ref = "&#125;"
		default:
			continue
		}
		r.WriteString(s[from:i])
		r.WriteString(ref)
		from = i + 1
	}
	r.WriteString(s[from:])
}
