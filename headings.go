package htmlclean

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

var (
	whyHeadings  = reason("structure", "heading-levels", "the article's h1 belongs to the page that shows it: all headings move down by one level")
	whySkipped   = reason("structure", "heading-gap", "a heading more than one level below the one before it leaves a level out: a reader of the outline would look for it")
	whyPermalink = reason("structure", "permalink", "a sign in a heading that leads to the heading itself is for copying its address")
	whySelfLink  = reason("structure", "self-link", "the heading is a link to itself")
	whyNumber    = reason("structure", "empty-number", "a heading that is only a number, with nothing before the next heading, is that heading's ornament")
)

// heading writes n as a heading. A block inside it that is more than a wrapper
// ends the heading, and what follows is a heading again.
func (b *builder) heading(n *node) {
	if b.strict || b.noHeads || b.inline {
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
	par = b.withoutSigns(par)
	b.plainHeading(par)
	b.addRuns(b.para, par)
}

// withoutSigns takes the signs that lead to a heading from its line. In the input
// the link of one may have held more lines.
func (b *builder) withoutSigns(par []run) []run {
	if !b.linked {
		return par
	}
	return b.withoutLinks(par, func(link *mark, text string, images []string) *Reason {
		if len(images) > 0 || strings.IndexByte(link.node.get("href"), '#') < 0 || !isPermalinkSign(strings.TrimFunc(text, isInvisible)) {
			return nil
		}
		for i := range par {
			if par[i].node == nil && !isBlank(par[i].text) && !strings.Contains(text, par[i].text) {
				return whyPermalink // the heading says more than that
			}
		}
		return nil
	})
}

// plainHeading takes away the emphasis that all of a heading has: it is bold anyway.
func (b *builder) plainHeading(par []run) {
	if commonMark(par, atom.Strong) {
		for i := range par {
			par[i].marks = par[i].marks.without(atom.Strong)
		}
		b.settleSpaces(par)
	}
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

// leadsToItself deals with link n in a heading that leads to the heading, as far
// as that is known before all ids have their places. It drops a sign for copying
// the address, and tells whether it did; of a link around the title it leaves the
// title. A sign that is the whole heading stays.
func (b *builder) leadsToItself(n *node) bool {
	switch selfLink(n, slices.Contains(b.pending, b.j.fragment(n))) {
	case whyPermalink:
		heading := n.parent
		for heading.parent != nil && headingLevel(heading) < 0 {
			heading = heading.parent
		}
		if isAllOf(n, heading) {
			return false
		}
		b.j.drop(n, whyPermalink)
		return true
	case whySelfLink:
		if c := b.j.note(n, whySelfLink, "unwrap"); c != nil {
			c.Before = n.get("href")
		}
		n.del("href")
	}
	return false
}

// selfLink tells why link n, in a heading, says nothing to a reader; own tells
// whether it leads to the heading. It is nil for other links, and for those that
// hold a picture.
func selfLink(n *node, own bool) *Reason {
	if strings.IndexByte(n.get("href"), '#') < 0 || len(n.imageAddresses()) > 0 {
		return nil
	}
	text := strings.TrimFunc(n.textContent(), isInvisible)
	switch {
	case isPermalinkSign(text), own && isPermalinkLabel(text):
		return whyPermalink
	case own && text != "":
		return whySelfLink
	}
	return nil
}

// isPermalinkSign tells whether a link's text is one of the signs that generators
// of pages put beside headings: ¶ of Sphinx and MkDocs, # of VuePress and many,
// § of rustdoc, and what icon fonts draw in private characters. The marks of
// footnotes are none.
func isPermalinkSign(text string) bool {
	if text == "" || utf8.RuneCountInString(text) > 3 {
		return false
	}
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsNumber(r) || strings.ContainsRune("*†‡※", r) {
			return false
		}
	}
	return true
}

// isHeadingSign tells whether a link is such a sign, and in a heading.
func isHeadingSign(n *node) bool {
	line := lineOf(n)
	return line != nil && headingLevel(line) >= 0 && isPermalinkSign(strings.Trim(n.textContent(), invisible))
}

// isPermalinkLabel tells whether a link's text says that it is one to the
// heading beside it.
func isPermalinkLabel(text string) bool {
	for _, label := range [...]string{"permalink", "permanent link", "link to ", "direct link", "link", "section titled", "anchor", "copy link",
		"永久链接", "永久連結", "固定链接", "直接链接", "标题链接", "锚点", "パーマリンク"} {
		if hasPrefixFold(text, label) {
			return label != "link" && label != "anchor" || len(text) == len(label)
		}
	}
	return false
}

// levelHeadings moves all headings down by one level where there is an h1, and
// takes the gaps out of the levels: behind an h2 comes an h3 before any h4.
func (j *job) levelHeadings() {
	var headings []*node
	down := 0
	for n := j.root.first; n != nil && !j.stopped(); n = n.nextBlock(j.root) {
		if level := headingLevel(n); level >= 0 {
			headings = append(headings, n)
			if level == 0 {
				down = 1
			}
		}
	}
	before := len(headingTags) // of the first heading any level will do
	for _, n := range headings {
		level := headingLevel(n)
		to, why := min(level+down, len(headingTags)-1), whyHeadings
		if to > before+1 {
			to, why = before+1, whySkipped
		}
		before = to
		if to != level {
			if c := j.note(n, why, "rename"); c != nil {
				c.Before, c.After = n.name(), headingTags[to].String()
			}
			n.rename(headingTags[to])
		}
	}
}

// nextBlock is the node of the output behind n in document order, but for what
// stands in paragraphs, headings and other phrasing content; nil at the end.
func (n *node) nextBlock(root *node) *node {
	if n.is(atom.P, atom.Pre) || !blockElements.has(n.tag) || headingLevel(n) >= 0 {
		return n.following(root)
	}
	return n.nextIn(root)
}

// headingLevel is 0 for an h1 up to 5 for an h6, -1 for what is no heading.
func headingLevel(n *node) int {
	switch n.tag {
	case atom.H1:
		return 0
	case atom.H2:
		return 1
	case atom.H3:
		return 2
	case atom.H4:
		return 3
	case atom.H5:
		return 4
	case atom.H6:
		return 5
	}
	return -1
}

// dropNumbers takes out headings that are only a number and stand directly
// before a heading of their own or a higher level: their section is empty. One
// before a lower level is a chapter's.
func (b *builder) dropNumbers() {
	j := b.j
	for n := j.root.first; n != nil && !j.stopped(); {
		next := n.next
		if level := headingLevel(n); level >= 0 && next != nil {
			if below := headingLevel(next); below >= 0 && below <= level && isSectionNumber(n.textContent()) && n.imageAddresses() == nil {
				before := n.prev
				b.leadTo(next, n)
				j.drop(n, whyNumber)
				if before != nil {
					next = before // a number may stand before the next heading now
				}
			}
		}
		n = next
	}
}

// passID gives the id of n, which is to go, to the block that takes its place;
// it tells whether no link loses its target.
func passID(n, to *node) bool {
	if n.given && to.given {
		return false
	}
	if n.given {
		to.set("id", n.get("id"))
		to.given = true
	}
	return true
}

// isSectionNumber tells whether all there is to read is one or two digits, or a
// Chinese or Roman number as small.
func isSectionNumber(text string) bool {
	text = strings.Trim(text, invisible+".．。、,，:：#()（）[]【】-—–·/|")
	count := utf8.RuneCountInString(text)
	digits, han, roman := 0, 0, 0
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9', r >= '０' && r <= '９':
			digits++
		case strings.ContainsRune("一二三四五六七八九十", r):
			han++
		case strings.ContainsRune("IVXⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ", r):
			roman++
		}
	}
	return count > 0 && (count == digits && count <= 2 || count == han && count <= 3 || count == roman && count <= 4)
}
