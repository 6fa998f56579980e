package htmlclean

import (
	"context"
	"slices"
	"strings"

	"golang.org/x/net/html/atom"
)

// A job is one article on its way through the passes.
type job struct {
	*Cleaner
	ctx  context.Context
	page string     // the article's URL, may be empty
	host string     // its host in lower case
	base string     // href of the base element
	addr *addresses // resolves, recovers and judges the article's URLs
	root *node      // holds the article: the tree the passes work on
	seen wordSet    // the words of the elements read that rules ask ancestors for

	title, lang string            // as the document says
	given       string            // the title as the caller says, may be empty
	self        string            // the article's address as its links have it, without fragment; "" where it is not known
	targets     map[string]string // ids that links lead to → ids of the output
	taken       map[string]int    // ids of the output, and how many wanted each

	notes     *node   // the list that "footnote" rules write to
	noteCount int     // how many they wrote
	noteTexts []*node // elements that "footnote" rules found to hold a note themselves
	noteLists []*node // lists that "notes" rules found
	noteLinks int     // how many marks were linked with their items

	*arena       // the memory of its trees
	pos    int32 // number of nodes read
	count  int   // the same with comments and the like

	steps int  // taken by the walks
	until int  // so many, and the context is asked
	done  bool // the context is done: nothing more is worth doing

	report  *Report                // nil unless asked for
	origins map[int32]Link         // links whose address changed, by place; nil unless asked for
	found   map[pictureKey]Picture // where the pictures' addresses come from; nil unless asked for
}

func (c *Cleaner) newJob(ctx context.Context, pageURL string) *job {
	j := &job{Cleaner: c, ctx: ctx, page: pageURL, host: hostOf(pageURL), arena: c.arenas.get()}
	if c.opt.Report {
		j.report = &Report{Changes: []Change{}, Pictures: []Picture{}, Links: []Link{}}
		j.origins, j.found = map[int32]Link{}, map[pictureKey]Picture{}
	}
	return j
}

// release gives the memory of the article's trees to the next one.
func (j *job) release() {
	j.arenas.put(j.arena)
	j.arena, j.root = nil, nil
}

// findBase makes the article's address room, once its base element is known.
func (j *job) findBase() { j.addr = j.urls.article(j.page, j.base) }

// stopped tells whether the job's context is done, which it asks every now and
// then. Every loop that an article can make long asks it at each step: it is
// small enough for the compiler to write it into them.
func (j *job) stopped() bool {
	j.steps++
	return j.steps >= j.until && j.ask()
}

// ask asks the context, and again 256 steps later.
func (j *job) ask() bool {
	if j.done = j.done || j.ctx.Err() != nil; !j.done {
		j.until = j.steps + 256 - j.steps%256
	}
	return j.done
}

// next is the node behind n in the article, nil at its end and where the context
// is done: how a pass walks the article.
func (j *job) next(n *node) *node {
	if j.stopped() {
		return nil
	}
	return n.nextIn(j.root)
}

// note adds a change at n to the report and returns it to be filled in, nil
// where no report is kept. It is called before n is changed, so that the path is
// the input's.
func (j *job) note(n *node, why *Reason, do string) *Change {
	if j.report == nil {
		return nil
	}
	j.report.Changes = append(j.report.Changes, Change{Set: why.Set, Rule: why.Rule, Do: do, Path: n.path(), pos: n.pos})
	return &j.report.Changes[len(j.report.Changes)-1]
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
		if m.isText() && !isBlank(m.text) {
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
		b.WriteString(c.text)
		c = c.nextIn(n)
	}
	return oneLine(b.String())
}

// account completes the report: changes in document order, and the pictures and
// links of the output as data.
func (j *job) account() {
	if j.report == nil {
		return
	}
	slices.SortStableFunc(j.report.Changes, func(a, b Change) int {
		if j.done || j.stopped() {
			return 0
		}
		return int(a.pos) - int(b.pos)
	})
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
					return strings.Join(strings.Fields(c.textContent()), " ")
				}
			}
			return ""
		}
	}
	return ""
}
