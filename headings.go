package htmlclean

import (
	"slices"

	"golang.org/x/net/html/atom"
)

var (
	whyHeadings = reason("structure", "heading-levels", "the article's h1 belongs to the page that shows it: all headings move down by one level")
	whySkipped  = reason("structure", "heading-gap", "a heading more than one level below the one before it leaves a level out: a reader of the outline would look for it")
)

// heading writes n as a heading. A block inside it that is more than a wrapper
// ends the heading, and what follows is a heading again.
func (b *builder) heading(n *node) {
	if b.strict || b.noHeads {
		b.border(n, false)
		return
	}
	if b.inline {
		b.border(n, false)
		return
	}
	b.flush()
	b.para, b.inline = n.tag, true
	b.flow(n, false)
	b.flush()
	b.para, b.inline = atom.P, false
}

func (b *builder) emitHeading(par []run) {
	if blockPictures(par) {
		b.pictures(par)
		return
	}
	if commonMark(par, atom.Strong) {
		for i := range par {
			par[i].marks = par[i].marks.without(atom.Strong)
		}
	}
	b.addRuns(b.para, par)
}

// commonMark tells whether every text of par has the mark.
func commonMark(par []run, tag atom.Atom) bool {
	for i := range par {
		if par[i].node == nil && !isBlank(par[i].text) && par[i].marks.find(tag) == nil {
			return false
		}
	}
	return true
}

// levelHeadings moves all headings down by one level where there is an h1, and
// takes the gaps out of the levels: behind an h2 comes an h3 before any h4.
func (j *job) levelHeadings() {
	down := 0
	for n := j.root.first; n != nil && down == 0; n = n.nextIn(j.root) {
		if n.tag == atom.H1 {
			down = 1
		}
	}
	before := len(headingTags) // of the first heading any level will do
	for n := j.root.first; n != nil; n = n.nextIn(j.root) {
		level := slices.Index(headingTags[:], n.tag)
		if level < 0 {
			continue
		}
		to, why := min(level+down, len(headingTags)-1), whyHeadings
		if to > before+1 {
			to, why = before+1, whySkipped
		}
		before = to
		if to != level {
			if c := j.note(n, why, "rename"); c != nil {
				c.Before, c.After = n.name, headingTags[to].String()
			}
			n.rename(headingTags[to])
		}
	}
}
