package htmlclean

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/net/html/atom"
)

// A journal holds the changes to one article as the passes make them. Its memory
// goes from article to article.
type journal struct {
	changes []Change
	order   []int32      // places in changes
	sources []sourceName // of the elements of the input
	path    []byte       // the path being written
	last    string       // the last one written: changes to many elements of a kind have the same
}

func (l *journal) reset() {
	l.changes, l.order, l.sources = emptied(l.changes), emptied(l.order), emptied(l.sources)
	l.path, l.last = l.path[:0], ""
}

// inOrder returns a copy of the changes in document order, those to one place in
// the order in which they were made.
func (j *job) inOrder() []Change {
	for i := range j.changes {
		j.order = append(j.order, int32(i))
	}
	slices.SortStableFunc(j.order, func(a, b int32) int {
		if j.done || j.stopped() {
			return 0
		}
		return cmp.Compare(j.changes[a].pos, j.changes[b].pos)
	})
	list := make([]Change, len(j.order))
	for i, at := range j.order {
		list[i] = j.changes[at]
	}
	return list
}

// change adds a change to the report and returns it to be filled in, nil where no
// report is kept.
func (j *job) change(why *Reason, do string) *Change {
	if j.report == nil {
		return nil
	}
	j.changes = append(j.changes, Change{Set: why.Set, Rule: why.Rule, Do: do})
	return &j.changes[len(j.changes)-1]
}

// note is change for one at n. It is called before n is changed, so that the path
// is the input's.
func (j *job) note(n *node, why *Reason, do string) *Change {
	c := j.change(why, do)
	if c != nil {
		c.Path, c.pos = j.pathOf(n), n.pos
	}
	return c
}

// pathOf says where n stands, by its own and its parent's name, id and classes as
// the input has them: "div.zaker_div > div.edi_oper".
func (l *journal) pathOf(n *node) string {
	l.path = l.path[:0]
	if p := n.parent; p != nil && p.parent != nil {
		l.addName(p)
		l.path = append(l.path, " > "...)
	}
	if l.addName(n); string(l.path) != l.last {
		l.last = string(l.path)
	}
	return l.last
}

// A sourceName is what the input calls an element.
type sourceName struct{ name, id, class string }

func sourceNameOf(n *node) sourceName { return sourceName{n.name(), n.get("id"), n.get("class")} }

// addName names an element as a selector would.
func (l *journal) addName(n *node) {
	if n.isText() {
		l.path = append(l.path, "#text"...)
		return
	}
	var is sourceName
	if n.source > 0 {
		is = l.sources[n.source-1]
	} else {
		is = sourceNameOf(n)
	}
	l.path = append(l.path, is.name...)
	if is.id != "" {
		l.path = append(append(l.path, '#'), is.id...)
	}
	for c := range strings.FieldsSeq(is.class) {
		l.path = append(append(l.path, '.'), c...)
	}
}

// drop takes n with all that is under it out of the article, and reports the
// text and the pictures that go with it.
func (j *job) drop(n *node, why *Reason) {
	if c := j.note(n, why, "drop"); c != nil {
		c.lose(n)
	}
	n.remove()
}

// lose notes the text and the pictures that leave the article with n. Where
// something under n has left before, what is left may begin behind it.
func (c *Change) lose(n *node) {
	c.Text = shownText(n)
	c.Images = n.imageAddresses()
	if c.Text == "" {
		return
	}
	for m := n; m != nil; m = m.nextIn(n) {
		if m.isText() && !isBlank(m.text()) {
			c.pos = m.pos
			return
		}
	}
}

// shownText is the text under n that a reader could see: what an iframe element
// holds is for browsers without frames.
func shownText(n *node) string {
	var b strings.Builder
	for c := n; c != nil; {
		if c.tag == atom.Iframe {
			c = c.following(n)
			continue
		}
		b.WriteString(c.text())
		c = c.nextIn(n)
	}
	return oneLine(b.String())
}

// imageAddresses lists the src of every picture at or under n.
func (n *node) imageAddresses() []string {
	var list []string
	if n.tag == atom.Img {
		list = append(list, cmp.Or(n.get("src"), anyAddress(n)))
	}
	for c := n.first; c != nil; c = c.nextIn(n) {
		if c.tag == atom.Img {
			list = append(list, cmp.Or(c.get("src"), anyAddress(c)))
		}
	}
	return list
}

// account completes the report: the changes, and the pictures and links of the
// output as data.
func (j *job) account() {
	if j.report == nil {
		return
	}
	j.report.Changes = j.inOrder()
	for n := j.root.first; n != nil; n = j.next(n) {
		switch n.tag {
		case atom.Img:
			p, _ := j.pictureOrigin(n)
			p.URL, p.Alt = n.get("src"), n.get("alt")
			p.Width, p.Height = pixels(n.get("width")), pixels(n.get("height"))
			p.Caption = captionOf(n)
			j.report.Pictures = append(j.report.Pictures, p)
		case atom.A:
			l := j.origins[n.pos]
			l.URL, l.Text = n.get("href"), foldSpace(strings.TrimSpace(n.textContent()), true)
			j.report.Links = append(j.report.Links, l)
		}
	}
}

// captionOf returns the caption of the figure a picture stands in.
func captionOf(n *node) string {
	for p := n.parent; p != nil; p = p.parent {
		if p.tag == atom.Figure {
			for c := p.first; c != nil; c = c.next {
				if c.tag == atom.Figcaption {
					return spaced(c.textContent())
				}
			}
			return ""
		}
	}
	return ""
}
