package htmlclean

import (
	"iter"
	"strings"

	"golang.org/x/net/html/atom"
)

// A style is what the passes want to know of an element's style attribute. It is
// read once, when a pass first asks.
type style struct {
	read    bool
	on, off look // looks that the element's own attributes turn on and off
	centred bool
	grey    bool // drawn grey
	small   bool // in a small type
	lines   lines
	display display
}

// A lines is what white-space says of line ends in the source.
type lines uint8

const (
	linesOther     lines = iota // what is around decides
	linesFolded                 // they are spaces
	linesPreserved              // they are line breaks
)

// A display is a kind of values of the property display.
type display uint8

const (
	displayOther display = iota
	displayNone
	displayBlock  // the element is on lines of its own
	displayInline // it is in a line with what stands beside it
	displayBox    // the same, as a box
)

// ownStyle returns n's style.
func (n *node) ownStyle() style {
	if !n.style.read {
		n.style = readStyle(n)
	}
	return n.style
}

func readStyle(n *node) style {
	s := style{read: true}
	for i := range n.attr {
		switch n.attr[i].key {
		case "style":
			for d, rest := cutDeclaration(n.attr[i].val); d != "" || rest != ""; d, rest = cutDeclaration(rest) {
				switch d = trimSpace(d); {
				case d == "":
				case strings.IndexByte("cCdDtTfFvVwW", d[0]) >= 0: // no other property is of interest, and most are other ones
					s.add(splitDeclaration(d))
				}
			}
		case "face":
			if n.tag == atom.Font && isTypewriter(n.attr[i].val) {
				s.on |= typed
			}
		}
	}
	return s
}

// add adds a declaration; the last of a property counts.
func (s *style) add(name, value string) {
	switch name {
	case "display":
		s.display = displayOf(value)
	case "white-space", "white-space-collapse":
		s.lines = linesOf(value)
	case "text-align":
		s.centred = strings.EqualFold(value, "center") || strings.EqualFold(value, "-webkit-center")
	case "color":
		s.grey = isGrey(value)
	case "font-size":
		s.small = isSmallSize(value)
	default:
		on, off := lookOf(name, value)
		s.on, s.off = s.on&^off|on, s.off&^on|off
	}
}

func linesOf(value string) lines {
	switch strings.ToLower(value) {
	case "pre", "pre-wrap", "pre-line", "break-spaces", "preserve", "preserve-breaks":
		return linesPreserved
	case "normal", "nowrap", "collapse", "initial":
		return linesFolded
	}
	return linesOther
}

func displayOf(value string) display {
	value = strings.ToLower(value)
	switch outer, _, _ := strings.Cut(value, " "); outer {
	case "none":
		return displayNone
	case "block", "flex", "grid", "list-item", "flow-root":
		return displayBlock
	case "inline":
		return displayInline
	case "inline-block", "inline-flex", "inline-grid", "inline-table":
		return displayBox
	default:
		if strings.HasPrefix(outer, "table") && !strings.HasPrefix(outer, "table-c") {
			return displayBlock
		}
	}
	return displayOther
}

// declarations yields the properties of a style attribute, names in lower case,
// values without "!important".
func declarations(style string) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for d, rest := cutDeclaration(style); d != "" || rest != ""; d, rest = cutDeclaration(rest) {
			if strings.IndexByte(d, ':') >= 0 && !yield(splitDeclaration(d)) {
				return
			}
		}
	}
}

func splitDeclaration(d string) (name, value string) {
	name, value, _ = strings.Cut(d, ":")
	value = trimSpace(value)
	if i := strings.LastIndexByte(value, '!'); i >= 0 && strings.EqualFold(trimSpace(value[i+1:]), "important") {
		value = trimSpace(value[:i])
	}
	return strings.ToLower(trimSpace(name)), value
}

// cutDeclaration cuts a style behind its first declaration. Strings and
// parentheses may hold semicolons.
func cutDeclaration(style string) (d, rest string) {
	end := endOfDeclaration(style)
	return style[:end], style[min(end+1, len(style)):]
}

func endOfDeclaration(s string) int {
	end := strings.IndexByte(s, ';')
	if end < 0 {
		end = len(s)
	}
	if strings.IndexByte(s[:end], '(') < 0 && strings.IndexByte(s[:end], '"') < 0 && strings.IndexByte(s[:end], '\'') < 0 && strings.IndexByte(s[:end], '\\') < 0 {
		return end
	}
	var quote byte
	depth := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\':
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == ';' && depth <= 0:
			return i
		}
	}
	return len(s)
}
