package htmlclean

import (
	"math"
	"strconv"
	"strings"

	"golang.org/x/net/html/atom"
)

var whyGoesOn = reason("structure", "list-goes-on", "a list whose numbers begin where those of the list before it end is the rest of that")

// list writes ul, ol, and the obsolete menu and dir. A list holds items and
// nothing else: a list directly in a list belongs to the item before it, and
// anything else is an item of its own.
func (b *builder) list(n *node) {
	tag := atom.Ul
	if n.tag == atom.Ol {
		tag = atom.Ol
	}
	tidyNumbering(n)
	list := b.j.newNode(node{tag: tag, attr: b.j.keep(tag.String(), n.attr), source: n.source})
	list.pos = n.pos
	list.del("id")
	b.items(list, n)
	if list.first != nil {
		b.add(list)
	}
}

// joinLists makes one list of lists side by side in a finished container where
// the numbers of one go on where those of the other end: editors that know single
// items write so. It tells whether there were any.
func (b *builder) joinLists(n *node) (some bool) {
	var before *node // an ol, behind which
	next := 0        // this number would come, once it is
	counted := false
	for c := n.first; c != nil && !b.j.stopped(); {
		list := c
		c = c.next
		switch {
		case list.tag != atom.Ol || list.has("reversed"):
			before = nil
			continue
		case before == nil || !list.has("start") || !mayGoOn(before, list):
			before, counted = list, false
			continue
		case !counted:
			next, counted = b.numberBehind(before), true
		}
		if start, err := strconv.Atoi(list.get("start")); err != nil || start != next {
			before, counted = list, false
			continue
		}
		b.j.note(list, whyGoesOn, "join")
		next = b.numberBehind(list)
		for list.first != nil && !b.j.stopped() {
			li := list.first
			li.remove()
			inherit(li, list, before, "lang")
			inherit(li, list, before, "dir")
			before.append(li)
		}
		list.remove()
		some = true
	}
	return some
}

// mayGoOn tells whether the items of list can stand in the list before it.
func mayGoOn(before, list *node) bool {
	return before.get("type") == list.get("type") &&
		(!before.has("dir") || before.get("dir") == list.get("dir")) && (!before.has("lang") || before.get("lang") == list.get("lang"))
}

// inherit gives an item that goes from one list to another what it has from the first.
func inherit(li, from, to *node, key string) {
	if v := from.get(key); v != "" && v != to.get(key) && !li.has(key) {
		li.set(key, v)
	}
}

// numberBehind is the number that an item behind those of list would have;
// noNumber where an item has a number of its own.
func (b *builder) numberBehind(list *node) int {
	n := 1
	if list.has("start") {
		n, _ = strconv.Atoi(list.get("start")) // what is too large is the largest number
	}
	for li := list.first; li != nil && !b.j.stopped(); li = li.next {
		if n++; li.has("value") {
			return noNumber
		}
	}
	return n
}

// noNumber is the number of no item.
const noNumber = math.MinInt

func (b *builder) items(list, n *node) {
	var outer *node // the item that lists behind it were added to
	for c := n.first; c != nil; {
		next := c.next
		if outer != nil && outer != list.last {
			b.joinLists(outer)
			outer = nil
		}
		switch {
		case c.isText() && isBlank(c.text()):
		case c.tag == atom.Li:
			b.item(list, c, func() { b.flow(c, false) })
		case c.is(atom.Ul, atom.Ol) && list.last != nil:
			outer = list.last
			b.nestedList(outer, c)
		case !c.isText() && holdsItems(c):
			b.items(list, c)
		default:
			b.item(list, c, func() { b.visit(c, false) })
		}
		c = next
	}
	if outer != nil {
		b.joinLists(outer)
	}
}

// item adds what write writes as an item, if that is anything.
func (b *builder) item(list, from *node, write func()) {
	attr := from
	if from.isText() || from.tag != atom.Li {
		attr = &node{pos: from.pos}
	} else {
		tidyNumbering(from)
	}
	if li := b.withID(from, func() *node { return b.scope(atom.Li, attr, write) }); li.first != nil {
		if list.tag != atom.Ol {
			li.del("value")
		}
		list.append(li)
	}
}

// tidyNumbering writes the numbers of a list and of its items as a browser reads
// them (HTML Standard, 2.3.4.1 "signed integers"), and its direction without the
// value that XHTML gave it.
func tidyNumbering(n *node) {
	for i := range n.attr {
		switch a := &n.attr[i]; a.key {
		case "start", "value":
			a.val = leadingInteger(a.val)
		case "reversed":
			a.val = ""
		}
	}
}

func leadingInteger(s string) string {
	s = strings.TrimLeft(s, asciiSpace)
	sign := ""
	if s != "" && (s[0] == '-' || s[0] == '+') {
		sign, s = strings.TrimPrefix(s[:1], "+"), s[1:]
	}
	digits := s[:len(s)-len(strings.TrimLeft(s, "0123456789"))]
	if digits == "" {
		return ""
	}
	if digits = strings.TrimLeft(digits, "0"); digits == "" {
		return "0"
	}
	return sign + digits
}

// nestedList adds a list that stands between two items to the first of them, as
// if it stood in it.
func (b *builder) nestedList(li, n *node) {
	more := b.scope(atom.Li, li, func() { b.visit(n, false) })
	for more.first != nil {
		c := more.first
		c.remove()
		li.append(c)
	}
}

// nestLists puts a list of a finished container that is all an item with a bullet
// holds into the item before that: editors write so to indent, and hide the bullet.
func (b *builder) nestLists(n *node) {
	for c := n.first; c != nil && !b.j.stopped(); {
		list := c
		c = c.next
		if list.tag != atom.Ul {
			continue
		}
		for li := list.first; li != nil; {
			item, inner, before := li, onlyList(li), li.prev
			li = li.next
			if list.stray {
				b.nestLists(item)
			}
			if inner != nil && before != nil && onlyList(before) == nil && passID(item, inner.first) {
				inner.remove()
				item.remove()
				before.append(inner)
				b.joinLists(before)
			}
		}
	}
}

// onlyList is the list that is all an item holds, which has no attribute but its id.
func onlyList(li *node) *node {
	if len(li.attr) > 1 || len(li.attr) == 1 && !li.given || li.first == nil || li.first != li.last || li.first.isText() || !li.first.is(atom.Ul, atom.Ol) {
		return nil
	}
	return li.first
}

// holdsItems tells whether a wrapper inside a list has items among its children.
func holdsItems(n *node) bool {
	if n.is(atom.Ul, atom.Ol, atom.Table, atom.Pre) {
		return false
	}
	left := conditionNodes
	for c := n.first; c != nil && left > 0; c, left = c.next, left-1 {
		if c.tag == atom.Li {
			return true
		}
	}
	return false
}

// strayItem writes an item that stands outside any list; items side by side are
// one list.
func (b *builder) strayItem(n *node) {
	list, into := b.strayList(n)
	if list.first == nil {
		n.del("value") // the list's start says it
	}
	last, waiting := list.last, b.pending
	b.pending = nil
	b.item(list, n, func() { b.flow(n, false) })
	if b.pending = append(waiting, b.pending...); last != nil && list.last != last {
		b.giveID(list.last) // the list around it is finished
	}
	if list.parent == nil && list.first != nil {
		if into == nil {
			b.add(list)
		} else {
			into.append(list)
		}
	}
}

// strayList finds the list for a stray item: the one before it, or one in that
// list's last item where the item is deeper; a new one where there is none, and
// the item that it is to stand in.
func (b *builder) strayList(n *node) (list, into *node) {
	tag, start, kind := atom.Ul, "", ""
	if marker := strings.Trim(n.get(markerAttribute), "([（.)]、）"); marker != n.get(markerAttribute) || isNumber(marker) {
		tag = atom.Ol
		if isNumber(marker) && marker != "0" && marker != "1" {
			start = marker
		}
		if marker == "a" || marker == "A" || marker == "i" || marker == "I" {
			kind = marker
		}
	}
	depth := 1
	if level := n.get(levelAttribute); level != "" {
		depth = int(level[0] - '0')
	}
	last := b.out.last
	for ; last != nil && last.stray && depth > 1 && last.last != nil; depth-- {
		into, last = last.last, last.last.last
	}
	if last != nil && last.stray && last.tag == tag && (into != nil || last.get("dir") == b.dir && last.get("lang") == b.lang) {
		return last, nil
	}
	list = b.j.newNode(node{tag: tag, stray: true})
	list.pos = n.pos
	if start != "" {
		list.set("start", start)
	}
	if kind != "" {
		list.set("type", kind)
	}
	return list, into
}

// definitions writes a dl, which must be groups of terms and their descriptions;
// what stands before the first term, and a term without a description at the
// end, stand outside it as paragraphs.
func (b *builder) definitions(n *node) {
	dl := b.j.newNode(node{tag: atom.Dl})
	dl.pos = n.pos
	b.terms(dl, n)
	b.spillWhile(dl, atom.Dd)
	end := dl.last
	for end != nil && end.tag == atom.Dt {
		end = end.prev
	}
	if end == nil {
		b.spillWhile(dl, atom.Dt)
		return
	}
	rest := &node{tag: atom.Dl}
	for end.next != nil {
		c := end.next
		c.remove()
		rest.append(c)
	}
	b.add(dl)
	b.spillWhile(rest, atom.Dt)
}

// spillWhile spills the children of dl up to the first that is another element.
func (b *builder) spillWhile(dl *node, tag atom.Atom) {
	for dl.first != nil && dl.first.tag == tag {
		c := dl.first
		c.remove()
		b.spill(c)
	}
}

func (b *builder) terms(dl, n *node) {
	for c := n.first; c != nil; {
		next := c.next
		var made *node
		switch {
		case c.isText() && isBlank(c.text()):
		case c.tag == atom.Dt:
			made = b.withID(c, func() *node { return b.phrasing(atom.Dt, c) })
		case c.tag == atom.Dd:
			made = b.withID(c, func() *node { return b.container(atom.Dd, c) })
		case c.tag == atom.Div:
			b.terms(dl, c)
		default:
			made = b.scope(atom.Dd, &node{pos: c.pos}, func() { b.visit(c, false) })
		}
		if made != nil && made.first != nil {
			dl.append(made)
		}
		c = next
	}
}

func firstText(n *node) *node {
	for n != nil && !n.isText() {
		n = n.first
	}
	return n
}
