package htmlclean

import (
	"strconv"
	"strings"

	"golang.org/x/net/html/atom"
)

// A line under a picture that is smaller or paler than the text is its caption to
// a reader. The look is gone from the output, so that cleaning again sees none;
// what small says stays, and is judged by what stays.

var (
	whyQuiet = reason("structure", "quiet-paragraph", "a short paragraph of one sentence under a picture that is grey or smaller than the text is its caption, where the article is not so itself")
	whySmall = reason("structure", "small-paragraph", "a short paragraph of one sentence under a picture that is all small is its caption, where the article is not small itself")
)

// quieten takes over that n is drawn grey or small, where that may tell a caption.
func (b *builder) quieten(n *node) {
	if !b.quiet && len(n.attr) > 0 && b.isBehindPicture() {
		b.quiet = isQuiet(n)
	}
}

// isBehindPicture tells whether what is written now stands behind a picture, or
// behind what may be the caption of one.
func (b *builder) isBehindPicture() bool {
	if !b.out.is(atom.Body) || b.inFigure {
		return false
	}
	last := b.out.last
	if last != nil && (last.tag == atom.Figure || len(b.guesses) > 0 && b.guesses[len(b.guesses)-1].p == last) {
		return true
	}
	for i := len(b.line) - 1; i >= 0 && i >= len(b.line)-quietLook; i-- {
		if pic := b.line[i].node; pic != nil && pic.is(atom.Img, atom.Picture) {
			return true
		}
	}
	return false
}

// quietLook is how many runs of a line are looked at for a picture.
const quietLook = 8

// isQuiet tells whether n is drawn grey or small by itself.
func isQuiet(n *node) bool {
	if n.tag == atom.Font {
		size := trimSpace(n.get("size"))
		if isGrey(n.get("color")) || size == "1" || size == "2" || strings.HasPrefix(size, "-") {
			return true
		}
	}
	style := n.ownStyle()
	return style.grey || style.small
}

// The greys that captions have: paler ones are ornaments, and what is darker than
// #777 is many sites' text.
const (
	darkestGrey  = 0x77
	palestGrey   = 0xc4
	maxColouring = 0x10 // between the channels of a grey
)

func isGrey(colour string) bool {
	colour = strings.ToLower(trimSpace(colour))
	var c [3]int
	switch {
	case colour == "gray", colour == "grey", colour == "darkgray", colour == "darkgrey", colour == "silver":
		return true
	case strings.HasPrefix(colour, "#") && len(colour) == len("#888"):
		for i := range c {
			v, err := strconv.ParseUint(colour[1+i:2+i], 16, 8)
			if err != nil {
				return false
			}
			c[i] = int(v) * 0x11
		}
	case strings.HasPrefix(colour, "#") && len(colour) == len("#888888"):
		for i := range c {
			v, err := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8)
			if err != nil {
				return false
			}
			c[i] = int(v)
		}
	case strings.HasPrefix(colour, "rgb"):
		_, rest, _ := strings.Cut(colour, "(")
		for i := range c {
			rest = strings.TrimLeft(rest, " ,")
			digits := len(rest) - len(strings.TrimLeft(rest, "0123456789"))
			v, err := strconv.Atoi(rest[:digits])
			if err != nil {
				return false
			}
			c[i], rest = v, rest[digits:]
		}
	default:
		return false
	}
	lo, hi := min(c[0], c[1], c[2]), max(c[0], c[1], c[2])
	return lo >= darkestGrey && hi <= palestGrey && hi-lo <= maxColouring
}

// isSmallSize tells whether a font size is smaller than the text around it: 12px
// are 9pt, and less than the 16px, or the 14px, of an article.
func isSmallSize(size string) bool {
	size = strings.ToLower(trimSpace(size))
	switch size {
	case "small", "x-small", "xx-small", "smaller":
		return true
	}
	for _, u := range [...]struct {
		unit string
		most float64
	}{{"px", 12}, {"pt", 9}, {"rem", 0.85}, {"em", 0.85}, {"%", 85}} {
		if number, ok := strings.CutSuffix(size, u.unit); ok {
			v, err := strconv.ParseFloat(number, 64)
			return err == nil && v > 0 && v <= u.most
		}
	}
	return false
}

// isAllSmall tells whether a paragraph of the output is a small element and no more.
func isAllSmall(p *node) bool {
	return p.tag == atom.P && p.first != nil && p.first == p.last && p.first.is(atom.Small)
}

// mostIsQuiet tells whether at least half of the article's text is grey or small:
// then that is the article's type.
func mostIsQuiet(article *node) bool {
	total, quiet := 0, 0
	var end *node // the node behind the quiet element that the walk is in
	for n := article.first; n != nil; n = n.nextIn(article) {
		if n == end {
			end = nil
		}
		switch {
		case n.isText():
			if isBlank(n.text()) {
				continue
			}
			total += len(n.text())
			if end != nil {
				quiet += len(n.text())
			}
		case end == nil && len(n.attr) > 0 && isQuiet(n):
			if end = n.following(article); end == nil {
				end = article // to the end
			}
		}
	}
	return 2*quiet >= total
}

// mostIsSmall tells whether the paragraphs of the output that are all small and
// no caption of a picture are more than the others.
func mostIsSmall(out *node) bool {
	small, other := 0, 0
	for c := out.first; c != nil; c = c.next {
		switch {
		case c.tag != atom.P || c.prev != nil && c.prev.tag == atom.Figure:
		case isAllSmall(c):
			small++
		default:
			other++
		}
	}
	return small > other
}
