package htmlclean

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

var whyDeadTarget = reason("structure", "dead-fragment", "the place the link leads to is not in the article, and the page is not known")

// idPrefix stands before every id of the output, so that none can shadow a
// property of a document or window that shows the article.
const idPrefix = "ref-"

// fragment returns the id that link n leads to in the article itself, "" for
// none.
func (j *job) fragment(n *node) string {
	href := n.get("href")
	i := strings.IndexByte(href, '#')
	if i < 0 || i > 0 && href[:i] != j.self {
		return ""
	}
	return decodedID(href[i+1:])
}

// pageAddress is the article's address as its links have it, without a fragment;
// "" where it is not known.
func (j *job) pageAddress() string {
	if j.page == "" {
		return ""
	}
	page, _, _ := strings.Cut(j.addr.link(j.page).url, "#")
	if !isWebPage(page) {
		return ""
	}
	return page
}

// decodedID makes fragments and ids comparable: a browser looks for the decoded
// fragment where no id is written like it (HTML Standard, 7.4.6.4 "scrolling to
// a fragment"), and generators encode either.
func decodedID(s string) string {
	if strings.IndexByte(s, '%') >= 0 {
		if plain, err := url.PathUnescape(s); err == nil && utf8.ValidString(plain) {
			if plain = validText(plain); plain != "" {
				return plain
			}
		}
	}
	return s
}

// takeID remembers n's id, where a link leads to it, for the next block.
func (b *builder) takeID(n *node) {
	if b.j.targets == nil || len(n.attr) == 0 || n.mark || n.given {
		return
	}
	for i := range n.attr {
		a := &n.attr[i]
		if a.key != "id" && (a.key != "name" || n.tag != atom.A) || a.val == "" {
			continue
		}
		id, wanted := b.j.wantedID(a.val)
		if !wanted || b.j.targets[id] != "" || b.owners[id] != nil && b.owners[id] != n {
			continue // of several elements with an id the first has it
		}
		if b.owners == nil {
			b.owners = map[string]*node{}
		}
		b.owners[id] = n
		b.pending = append(b.pending, id)
	}
}

// wantedID returns an id of the input as the links that lead to it have it, and
// tells whether there is one.
func (j *job) wantedID(s string) (id string, wanted bool) {
	id = decodedID(s)
	if _, wanted = j.targets[id]; !wanted {
		id = strings.TrimPrefix(id, "user-content-") // GitHub's ids; its links do without the prefix
		_, wanted = j.targets[id]
	}
	return id, wanted
}

// withID gives n's own id to the element that write makes of it. What waited
// before goes on waiting, for the block around it.
func (b *builder) withID(n *node, write func() *node) *node {
	outer := b.pending
	b.pending = nil
	if !n.isText() {
		b.takeID(n)
	}
	own := b.pending
	b.pending = nil
	made := write()
	inside := b.pending
	if made.first != nil {
		b.pending = own
		b.giveID(made)
		own = nil
	}
	b.pending = slices.Concat(outer, own, inside)
	return made
}

// giveID gives the ids that wait for a block to n. A block has one id; links to
// the others are led to it. A block that took over the id of its only paragraph
// keeps it.
func (b *builder) giveID(n *node) {
	if !n.given {
		n.del("id")
	}
	if len(b.pending) == 0 {
		return
	}
	if !n.given {
		n.set("id", b.freeID(safeID(b.pending[0])))
		n.given = true
	}
	for _, old := range b.pending {
		if b.j.targets[old] == "" {
			b.j.targets[old] = n.get("id")
		}
	}
	b.pending = nil
}

// giveOwnID gives an element of a mark's the id that the link of the input has of
// its own. A link in two pieces has it once.
func (b *builder) giveOwnID(e, link *node) {
	e.del("id")
	switch id := link.get("id"); {
	case link.given:
		e.set("id", id)
		link.given = false
	case link.mark && id != "" && b.j.targets[id] == "":
		e.set("id", b.freeID(safeID(id)))
		b.j.targets[id] = e.get("id")
	default:
		return
	}
	e.given = true
}

// moveID takes the id from n, which is dissolved, for the next block.
func (b *builder) moveID(n *node) {
	if !n.given {
		return
	}
	id := n.get("id")
	n.del("id")
	n.given = false
	delete(b.j.taken, id)
	b.j.targets[id] = ""
	b.pending = append(b.pending, id)
}

// leadTo leads the links to n, which goes, to a block that stays.
func (b *builder) leadTo(to, n *node) {
	waiting := b.pending
	b.pending = nil
	b.moveID(n)
	if len(b.pending) > 0 {
		b.giveID(to)
	}
	b.pending = waiting
}

// freeID returns id, with a number where another block has it: two ids of the
// input can differ in a character that no id of the output has.
func (b *builder) freeID(id string) string {
	if b.j.taken == nil {
		b.j.taken = map[string]int{}
	}
	free := id
	for b.j.taken[free] > 0 {
		b.j.taken[id]++
		free = id + "-" + strconv.Itoa(b.j.taken[id])
	}
	b.j.taken[free] = 1
	return free
}

func safeID(id string) string {
	id = strings.TrimPrefix(id, idPrefix)
	return idPrefix + strings.Map(func(r rune) rune {
		if r <= ' ' || r == '"' || r == '\'' || r == '<' || r == '>' || r == '&' || r == '%' || r == '#' || r == '`' || r == '\\' || r == '|' || r == '{' || r == '}' || r == '^' || r == '[' || r == ']' || r == 0x7f {
			return '_'
		}
		return validRune(r)
	}, id)
}

// settleTargets leads each link within the article to the id its target now
// has. Where the target is gone the link leads to the page, if that is known, or
// is one no more. It returns the blocks of which the lines need mending.
func (j *job) settleTargets() (changed []*node) {
	if j.targets == nil {
		return nil
	}
	blocks := map[string]*node{} // by their ids
	var links, marks []*node
	for n := j.root.first; n != nil; n = j.next(n) {
		if n.given {
			blocks[n.get("id")] = n
		}
		if n.tag == atom.A {
			links = append(links, n)
			if n.given {
				marks = append(marks, n)
			}
		}
	}
	for _, m := range marks {
		to, block := cmp.Or(blocks[j.targets[j.fragment(m)]], blocks[j.fragment(m)]), blockOf(m)
		if to == nil || headingLevel(block) >= 0 && selfLink(m, to == block || to == m) != nil {
			// The note is gone, and the mark may be no link for long.
			if block.tag == atom.Figcaption {
				block = block.parent
			}
			blocks[m.get("id")] = block
			passID(m, block)
			m.del("id")
			m.given = false
		}
	}
	linked := map[*node]bool{}
	for _, n := range links {
		if j.stopped() {
			break
		}
		block, prev := blockOf(n), n.prev
		j.settleTarget(n, block, blocks, linked)
		if n.parent != nil && j.fragment(n) != "" && turnOutSup(n) {
			changed = append(changed, block)
		}
		if n.parent == nil || prev != nil && prev.tag == atom.A && prev.get("href") == n.get("href") {
			changed = append(changed, block)
		}
	}
	for _, n := range blocks {
		if !linked[n] {
			n.del("id") // the link to it held nothing, and is gone
			n.given = false
		}
	}
	return slices.Compact(changed)
}

// settleTarget leads link n, in block, to where its target is now.
func (j *job) settleTarget(n, block *node, blocks map[string]*node, linked map[*node]bool) {
	href := n.get("href")
	id := j.fragment(n)
	to := j.targets[id]
	if moved := j.targets[to]; moved != "" {
		to = moved
	}
	if headingLevel(block) >= 0 {
		switch why := selfLink(n, id != "" && (blocks[to] == block || blocks[to] == n)); {
		case why == whyPermalink && !isAllOf(n, block):
			j.drop(n, why)
			return
		case why != nil:
			j.unlink(n, whySelfLink)
			return
		}
	}
	switch {
	case id != "" && blocks[to] != nil:
		n.set("href", "#"+blocks[to].get("id"))
		linked[blocks[to]] = true
	case !strings.HasPrefix(href, "#"): // to another page, or to a place of this one that the article has not
	case j.self != "" && id != "":
		n.set("href", j.addr.link(j.self+href).url)
	case isArrow(n) && !isAllOf(n, block):
		j.drop(n, whyDeadTarget)
	default:
		j.unlink(n, whyDeadTarget)
	}
}

// unlink dissolves link n.
func (j *job) unlink(n *node, why *Reason) {
	if c := j.note(n, why, "unwrap"); c != nil {
		c.Before = n.get("href")
	}
	n.unwrap()
}

// blockOf is the block that n is phrasing content of.
func blockOf(n *node) *node {
	for n = n.parent; !blockElements.has(n.tag); {
		n = n.parent
	}
	return n
}

// isAllOf tells whether there is nothing to read in block but n.
func isAllOf(n, block *node) bool {
	return len(n.textContent()) == len(strings.TrimFunc(block.textContent(), isInvisible))
}
