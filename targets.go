package htmlclean

import (
	"slices"
	"strings"

	"golang.org/x/net/html/atom"
)

var whyDeadTarget = reason("structure", "dead-fragment", "the place the link leads to is not in the article, and the page is not known")

// idPrefix stands before every id of the output, so that none can shadow a
// property of a document or window that shows the article.
const idPrefix = "ref-"

// linkTargets lists the ids that links of the article lead to; all others go.
func linkTargets(root *node) map[string]string {
	var targets map[string]string
	for n := root.first; n != nil; n = n.nextIn(root) {
		if n.tag != atom.A {
			continue
		}
		// A link that shows nothing, such as a heading's to itself, is none in the output.
		if id, ok := strings.CutPrefix(n.get("href"), "#"); ok && id != "" && (n.hasText() || n.imageAddresses() != nil) {
			if targets == nil {
				targets = map[string]string{}
			}
			targets[id] = ""
		}
	}
	return targets
}

// takeID remembers n's id, where a link leads to it, for the next block.
func (b *builder) takeID(n *node) {
	if b.j.targets == nil || len(n.attr) == 0 {
		return
	}
	for i := range n.attr {
		a := &n.attr[i]
		if a.Key != "id" && (a.Key != "name" || n.tag != atom.A) || a.Val == "" {
			continue
		}
		id := a.Val
		if _, wanted := b.j.targets[id]; !wanted {
			id = strings.TrimPrefix(id, "user-content-") // GitHub's ids; its links do without the prefix
		}
		if to, wanted := b.j.targets[id]; wanted && to == "" {
			b.pending = append(b.pending, id)
		}
	}
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
	id := safeID(b.pending[0])
	if n.given {
		id = n.get("id")
	}
	for _, old := range b.pending {
		if b.j.targets[old] == "" {
			b.j.targets[old] = id
		}
	}
	b.pending = nil
	if !b.j.taken[id] {
		if b.j.taken == nil {
			b.j.taken = map[string]bool{}
		}
		b.j.taken[id] = true
		n.set("id", id)
		n.given = true
	}
}

func safeID(id string) string {
	id = strings.TrimPrefix(id, idPrefix)
	return idPrefix + strings.Map(func(r rune) rune {
		if r <= ' ' || r == '"' || r == '<' || r == '>' || r == '&' || r == '%' || r == '#' || r == '`' || r == '\\' || r == '|' || r == '{' || r == '}' || r == '^' || r == '[' || r == ']' || r == 0x7f {
			return '_'
		}
		return validRune(r)
	}, id)
}

// settleTargets leads each link within the article to the id its target now
// has. Where the target is gone the link leads to the page, if that is known, or
// is one no more.
func (j *job) settleTargets() {
	if j.targets == nil {
		return
	}
	linked := map[string]bool{}
	page, _, _ := strings.Cut(j.addr.link(j.page).url, "#")
	if !isWebPage(page) {
		page = ""
	}
	for n := j.root.first; n != nil; {
		if n.tag != atom.A {
			n = n.nextIn(j.root)
			continue
		}
		id, ok := strings.CutPrefix(n.get("href"), "#")
		if !ok {
			n = n.nextIn(j.root)
			continue
		}
		switch to := j.targets[id]; {
		case to != "":
			n.set("href", "#"+to)
			linked[to] = true
		case page != "" && id != "":
			n.set("href", page+"#"+id)
		default:
			if c := j.note(n, whyDeadTarget, "unwrap"); c != nil {
				c.Before = "#" + id
			}
			n = n.unwrap()
			continue
		}
		n = n.nextIn(j.root)
	}
	for n := j.root.first; n != nil; n = n.nextIn(j.root) {
		if n.given && !linked[n.get("id")] {
			n.del("id") // the link to it held nothing, and is gone
		}
	}
}
