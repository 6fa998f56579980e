package htmlclean

import (
	"strings"

	"golang.org/x/net/html/atom"
)

var (
	whyHidden  = reason("furniture", "hidden", "the element says itself that it is not shown, and it is not the state of a picture that is still to be loaded")
	whyTick    = reason("furniture", "checkbox", "a checkbox of a list item says whether it is done")
	whyControl = reason("furniture", "control", "a control does nothing outside the page it was made for")
)

// furniture takes away what belongs to the page and not to the article: hidden
// text, and form controls. On its way it puts sentences together that these parts
// of the page cut.
func (j *job) furniture() {
	var hidden map[*node]textSize
	for n := j.root.first; n != nil && !j.stopped(); {
		next := n.nextIn(j.root)
		if n.tag == atom.P && n.last != nil && n.last.tag == atom.Span {
			j.rejoin(n)
		}
		switch {
		case n.isText():
		case n.tag == atom.Button && (len(n.imageAddresses()) > 0 || isTitle(n)):
			n.dissolve()
		case isTick(n):
			next = j.showTick(n)
		case controls.has(n.tag) && !(n.tag == atom.Input && strings.EqualFold(n.get("type"), "image")):
			next = n.following(j.root)
			j.drop(n, whyControl)
		case isHidden(n):
			if hidden == nil {
				hidden = j.hiddenText()
			}
			// Some pages show the article by a script: what holds most of the
			// text is the article, not a part that stays hidden.
			if size := hidden[n]; size.shown > 0 && 2*size.bytes < hidden[j.root].bytes {
				next = n.following(j.root)
				j.drop(n, whyHidden)
			}
		}
		n = next
	}
}

// A textSize is how much text is under a node: bytes, and texts that show.
type textSize struct{ bytes, shown int }

// hiddenText measures all hidden elements, and the article, in one walk: they
// may stand in each other.
func (j *job) hiddenText() map[*node]textSize {
	type span struct {
		n, end *node // end is the node behind it
		before textSize
	}
	sizes, open := map[*node]textSize{}, []span{}
	var all textSize
	for n := j.root.first; ; n = j.next(n) {
		for len(open) > 0 && open[len(open)-1].end == n {
			s := open[len(open)-1]
			sizes[s.n] = textSize{all.bytes - s.before.bytes, all.shown - s.before.shown}
			open = open[:len(open)-1]
		}
		switch {
		case n == nil:
			sizes[j.root] = all
			return sizes
		case n.isText():
			all.bytes += len(n.text())
			if !isBlank(n.text()) {
				all.shown++
			}
		case isHidden(n):
			open = append(open, span{n, n.following(j.root), all})
		}
	}
}

// isTick tells whether n is the checkbox of a task list: it stands in a list
// item, at most in a paragraph or a label of it.
func isTick(n *node) bool {
	if n.tag != atom.Input || !strings.EqualFold(n.get("type"), "checkbox") {
		return false
	}
	p := n.parent
	for i := 0; i < 3 && p.is(atom.P, atom.Label); i++ {
		p = p.parent
	}
	return p.tag == atom.Li
}

// showTick puts a ballot box in the place of a checkbox, and returns the node behind it.
func (j *job) showTick(n *node) *node {
	box := "☐"
	if n.has("checked") {
		box = "☑"
	}
	if c := j.note(n, whyTick, "text"); c != nil {
		c.Before, c.Added = n.name(), box
	}
	if n.next == nil || !n.next.isText() || !strings.HasPrefix(n.next.text(), " ") {
		box += " "
	}
	next := n.following(j.root)
	n.parent.insertBefore(newText(box, n), n)
	n.remove()
	return next
}

// isTitle tells whether the button n is all that a heading says: it opens what
// stands below (ARIA Authoring Practices, "Accordion").
func isTitle(n *node) bool {
	h := n.parent
	for i := 0; i < 3 && h.is(atom.Div, atom.Span); i++ {
		h = h.parent
	}
	if !h.is(atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Summary) {
		return false
	}
	left := conditionNodes
	for c := h.first; c != nil; c = c.nextIn(h) {
		if left--; left < 0 || c.isText() && !isBlank(c.text()) && !c.isUnder(n) {
			return false
		}
	}
	return n.hasText()
}

// isHidden tells whether n says itself that it is not shown. The text of a tab is
// shown when a reader chooses it.
func isHidden(n *node) bool {
	if len(n.attr) == 0 {
		return n.tag == atom.Dialog
	}
	if n.get("role") == "tabpanel" {
		return false
	}
	if n.has("hidden") && n.get("hidden") != "until-found" || n.tag == atom.Dialog && !n.has("open") {
		return true
	}
	return n.ownStyle().display == displayNone
}

// isLineSpan tells whether n is a span that a style makes a block: editors that
// may not write a div break lines with it.
func isLineSpan(n *node) bool {
	return n.tag == atom.Span && len(n.attr) > 0 && n.ownStyle().display == displayBlock
}
