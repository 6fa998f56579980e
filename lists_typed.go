package htmlclean

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

var (
	whyBullets = reason("structure", "bullets", "lines that begin with the same bullet are a list; the list shows the bullet")
	whyDoubled = reason("structure", "doubled-label", "items that begin with the bullet, or with the numbers, that their list shows as well; a list of bullets whose items are numbered is a numbered one")
	whyNumbers = reason("structure", "numbers", "short lines of one sentence side by side that are numbered from 1 on are a list; the list shows the numbers")
)

// A list that was typed is lines, or paragraphs side by side, with a label in
// front of each. An ol shows 1. for 1, 1) and 1、alike; what it cannot show, as
// ①, （1） and 一、, stays text, and so do numbers with anything between them:
// they are titles of sections.

// A label is what stands in front of a line of a typed list.
type label struct {
	kind   rune // the bullet, or the sign behind the number; 0 for none
	number int  // 0 for a bullet
	size   int  // in bytes, with the white space behind
}

// The bullets. Those of typewriters need a space behind them; of these a dash
// may begin what somebody says.
const (
	bullets      = "•●▪■◆◇◦‣○□➤·・"
	typedBullets = "*-–"
	dashes       = "-–"
)

// labelOf reads the label that a text begins with.
func labelOf(s string) label {
	if s == "" || beginsWord(s[0]) {
		return label{}
	}
	l := label{}
	at := 0
	for at < len(s) && at < 3 && s[at] >= '0' && s[at] <= '9' {
		l.number = l.number*10 + int(s[at]-'0')
		at++
	}
	r, n := utf8.DecodeRuneInString(s[at:])
	behind := s[at+n:]
	text := strings.TrimLeftFunc(behind, isInvisible)
	switch {
	case n == 0:
		return label{}
	case at > 0:
		switch r {
		case '．':
			r = '.'
		case '）':
			r = ')'
		case '.', ')', '、':
		default:
			return label{}
		}
		if l.number == 0 || text != "" && text[0] >= '0' && text[0] <= '9' && len(text) == len(behind) {
			return label{} // 1.5
		}
	case strings.ContainsRune(typedBullets, r):
		if len(text) == len(behind) || strings.HasPrefix(text, string(r)) {
			return label{} // no space, or a typed rule
		}
	case !strings.ContainsRune(bullets, r):
		return label{}
	}
	if isSeparator(s) {
		return label{}
	}
	l.kind, l.size = r, len(s)-len(text)
	return l
}

// follows tells whether a line with label l is of one list with the line before it.
func (l label) follows(before label) bool {
	return l.kind != 0 && l.kind == before.kind && (l.number == 0) == (before.number == 0) && (l.number == 0 || l.number == before.number+1)
}

// begins tells whether a list of so many lines can begin with l, behind a text.
func (l label) begins(count int, before string) bool {
	switch {
	case count < 2:
		return false
	case strings.ContainsRune(dashes, l.kind) && l.number == 0:
		before = strings.TrimRightFunc(before, isInvisible)
		return strings.HasSuffix(before, ":") || strings.HasSuffix(before, "：")
	}
	return l.number <= 1
}

// typedLook is how many blocks or lines behind a numbered list are looked at for
// its next number: where that comes, the numbers are those of sections.
const typedLook = 16

// maxTyped is how wide an item of a typed numbered list can be, in Latin
// characters; a Chinese one counts for two. That is about two lines.
const maxTyped = 160

// isProse tells whether what stands behind a number is longer than an item, or
// goes on behind the end of a sentence: then it is a numbered paragraph, which
// somebody may look for by its number.
func isProse(text string) bool {
	if len(text) > 2*maxTyped {
		return true
	}
	text = strings.TrimRight(text, invisible+closingSigns)
	width := 0
	for i, r := range text {
		width++
		if isWide(r) {
			width++
		}
		size := utf8.RuneLen(r)
		switch {
		case width > maxTyped, strings.ContainsRune("。！？!?", r) && strings.Trim(text[i+size:], "。！？!?"+closingSigns) != "":
			return true
		case r == '.' && i > 2 && strings.HasPrefix(text[i+size:], " ") && !strings.ContainsAny(text[i-3:i], " ."):
			next, _ := utf8.DecodeRuneInString(text[i+size+len(" "):])
			if unicode.IsUpper(next) { // behind a word, and no initial
				return true
			}
		}
	}
	return false
}

// closingSigns may stand behind the end of a sentence.
const closingSigns = `"”’」』）)》`

// lineLabel reads the label of a line, which may be in several runs.
func lineLabel(line []run) label {
	if len(line) == 0 || line[0].node != nil {
		return label{}
	}
	text := line[0].text
	for _, r := range line[1:] {
		if r.node != nil || len(text) > labelLook {
			break
		}
		text += r.text
	}
	return labelOf(text)
}

// labelLook is how many bytes a label has at most, and what stands behind it.
const labelLook = 16

// cutLabel takes a label from a line, and returns it.
func cutLabel(line []run, size int) string {
	var b strings.Builder
	for i := range line {
		n := min(size, len(line[i].text))
		b.WriteString(line[i].text[:n])
		line[i].text = line[i].text[n:]
		if size -= n; size == 0 {
			break
		}
	}
	return b.String()
}

// typedLines counts the lines, from lines[i] on, that are a typed list: 0 or more
// than one.
func (b *builder) typedLines(lines [][]run, i int) int {
	first := lineLabel(lines[i])
	if first.kind == 0 {
		return 0
	}
	count, last := 1, first
	for _, line := range lines[i+1:] {
		l := lineLabel(line)
		if !l.follows(last) {
			break
		}
		count, last = count+1, l
	}
	before := ""
	if i > 0 && len(lines[i-1]) > 0 {
		before = lines[i-1][len(lines[i-1])-1].text
	} else if i == 0 && b.out.last != nil {
		before = lastText(b.out.last)
	}
	if !first.begins(count, before) {
		return 0
	}
	if first.number > 0 {
		if slices.ContainsFunc(lines[i:i+count], isProseLine) {
			return 0
		}
		for k := i + count; k < len(lines) && k < i+count+typedLook; k++ {
			l := lineLabel(lines[k])
			if l.follows(last) {
				return 0
			}
			if l.kind == last.kind && l.number == 1 {
				break
			}
		}
	}
	return count
}

// isProseLine tells whether what a line has behind its number is prose.
func isProseLine(line []run) bool {
	text := ""
	for i := 0; i < len(line) && len(text) <= 2*maxTyped+labelLook; i++ {
		text += line[i].text
	}
	return isProse(text[labelOf(text).size:])
}

// typedLineList writes lines that begin with labels as a list.
func (b *builder) typedLineList(lines [][]run) {
	list := b.typedList(lineLabel(lines[0]), lines[0][0].pos)
	for _, line := range lines {
		l := lineLabel(line)
		b.noteLabel(l, line[0].pos, cutLabel(line, l.size))
		li := b.j.newNode(node{tag: atom.Li})
		b.fill(li, b.collapse(line))
		b.raisePictures(li)
		if li.first != nil {
			list.append(li)
		}
	}
	b.add(list)
}

func (b *builder) typedList(l label, pos int32) *node {
	tag := atom.Ul
	if l.number > 0 {
		tag = atom.Ol
	}
	list := b.j.newNode(node{tag: tag})
	list.pos = pos
	return list
}

func (b *builder) noteLabel(l label, pos int32, text string) {
	why := whyBullets
	if l.number > 0 {
		why = whyNumbers
	}
	if c := b.j.note(&node{tag: atom.P, pos: pos}, why, "list"); c != nil {
		c.Text = strings.TrimFunc(text, isInvisible)
	}
}

// gatherTyped makes lists of the paragraphs of a finished container that are
// typed ones, and tells whether there are any.
func (b *builder) gatherTyped(n *node) (some bool) {
	for c := n.first; c != nil && !b.j.stopped(); {
		first := paragraphLabel(c)
		if first.kind == 0 {
			c = c.next
			continue
		}
		count, last, end := 1, first, c.next
		for end != nil {
			l := paragraphLabel(end)
			if !l.follows(last) {
				break
			}
			count, last, end = count+1, l, end.next
		}
		before := ""
		if c.prev != nil {
			before = lastText(c.prev)
		}
		if !first.begins(count, before) || first.number > 0 && !areItems(c, end, last) {
			c = end
			continue
		}
		list := b.typedList(first, c.pos)
		some = true
		n.insertBefore(list, c)
		for c != end && !b.j.stopped() {
			next := c.next
			c.remove()
			l := paragraphLabel(c)
			b.noteLabel(l, c.pos, b.takeText(c, l.size))
			c.tag = atom.Li
			b.raisePictures(c)
			if c.hasText() || c.imageAddresses() != nil {
				list.append(c)
			}
			c = next
		}
		if list.first == nil {
			c = b.removeBetweenRules(list)
		}
	}
	return some
}

// raisePictures makes figures of the pictures that stand alone in the line that an
// item, or its first paragraph, begins with now that the label is gone.
func (b *builder) raisePictures(n *node) {
	var line []run
	end := n.first
	for ; end != nil && !blockElements.has(end.tag); end = end.next {
		if line = gather(line, end, nil); !blockPictures(line) {
			return
		}
	}
	if len(line) == 0 {
		return
	}
	for n.first != end {
		n.first.remove()
	}
	outer, pending := b.setting, b.pending
	b.out, b.inFigure, b.pending = &node{tag: atom.Li}, false, nil
	b.pictures(line)
	figures := b.out
	b.setting, b.pending = outer, pending
	if n.tag == atom.P {
		b.leadTo(cmp.Or(figures.first, n.parent), n)
	}
	for figures.first != nil {
		fig := figures.first
		fig.remove()
		n.insertBefore(fig, end)
	}
	if n.tag == atom.P {
		n.unwrap()
	}
}

// removeEmpty takes out n, and the elements in outer that hold nothing else.
func (b *builder) removeEmpty(n, outer *node) {
	for n != outer && n.first == nil {
		around := n.parent
		b.leadTo(outer, n)
		n.remove()
		n = around
	}
}

// cutListLabels takes the bullets or numbers from the lists of a finished container
// that show them, and from those that stray items made in them.
func (b *builder) cutListLabels(n *node) {
	for c := n.first; c != nil && !b.j.stopped(); c = c.next {
		if !c.is(atom.Ul, atom.Ol) {
			continue
		}
		for b.cutLabels(c) {
		}
		for li := c.first; li != nil && c.stray; li = li.next {
			b.cutListLabels(li)
		}
	}
}

// cutLabels takes the bullets or numbers from the items of a finished list that
// all have them, and shows them itself; it tells whether it did.
func (b *builder) cutLabels(list *node) bool {
	number := 1
	if start := list.get("start"); start != "" {
		number, _ = strconv.Atoi(start)
	}
	first := itemLabel(itemText(list.first).text())
	if list.tag == atom.Ul {
		number = first.number
	}
	if first.kind == 0 || list.first == list.last && !list.has("start") || list.has("reversed") {
		return false
	}
	for c := list.first; c != nil; c = c.next {
		l := itemLabel(itemText(c).text())
		switch {
		case l.kind != first.kind || c.has("value"), l.number == 0 && list.tag == atom.Ol, first.number > 0 && l.number != number, first.number == 0 && l.number > 0:
			return false
		}
		number++
	}
	if first.number > 0 && list.tag == atom.Ul {
		list.rename(atom.Ol)
		if first.number > 1 {
			list.set("start", strconv.Itoa(first.number))
		}
	}
	for c := list.first; c != nil && !b.j.stopped(); c = c.next {
		t := itemText(c)
		size := itemLabel(t.text()).size
		if note := b.j.note(&node{tag: atom.Li, pos: t.pos}, whyDoubled, "drop"); note != nil {
			note.Text = strings.TrimFunc(t.text()[:size], isInvisible)
		}
		block := c.first
		b.takeText(c, size)
		if block.parent == nil {
			passID(block, c)
		}
		if t = firstText(c); t != nil && (c.first.tag == atom.P || !blockElements.has(c.first.tag)) {
			t.data = strings.TrimLeftFunc(t.text(), isInvisible)
		}
		if p := c.first; p != nil && p.tag == atom.P {
			b.raisePictures(p)
		}
		b.raisePictures(c)
		tighten(c)
	}
	return !b.j.done
}

// itemLabel reads the label that an item begins with: also one in brackets, as in
// a bibliography.
func itemLabel(s string) label {
	if number, size := bracketed(s); number > 0 {
		return label{kind: '[', number: number, size: size}
	}
	return labelOf(s)
}

// itemText is the text that an item begins with, where more stands behind its
// label; an empty one where there is none.
func itemText(li *node) *node {
	t := li.first
	for t != nil && !t.isText() && !t.is(atom.Ul, atom.Ol, atom.Pre, atom.Code) {
		t = t.first
	}
	if t == nil || !t.isText() {
		return &node{}
	}
	more := t
	if itemLabel(t.text()).size == len(t.text()) {
		for more = t.nextIn(li); more != nil && !more.hasText(); more = more.following(li) {
		}
	}
	if more == nil {
		return &node{}
	}
	return t
}

// areItems tells whether the numbered paragraphs from c to before end are short,
// and not the titles of sections: in bold, or going on behind what follows.
func areItems(c, end *node, last label) bool {
	for ; c != end; c = c.next {
		text := c.textContent()
		if c.first == c.last && c.first.is(atom.Strong) || isProse(text[labelOf(text).size:]) {
			return false
		}
	}
	for i := 0; i < typedLook && end != nil; i, end = i+1, end.next {
		l := paragraphLabel(end)
		if end.is(atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6) {
			l = labelOf(end.textContent())
		}
		if l.follows(last) {
			return false
		}
		if l.kind == last.kind && l.number == 1 {
			return true
		}
	}
	return true
}

func paragraphLabel(n *node) label {
	if n.tag != atom.P {
		return label{}
	}
	text := ""
	for t := n.first; t != nil && len(text) <= labelLook; t = t.nextIn(n) {
		if !t.isText() && (t.tag == atom.Br || t.tag == 0 || showsItself.has(t.tag)) {
			break // a line break, a formula, a picture
		}
		text += t.text()
	}
	return labelOf(text)
}

// takeText takes the first size bytes of text out of n, with the elements that
// hold nothing else and the line break behind, and returns them.
func (b *builder) takeText(n *node, size int) string {
	var taken strings.Builder
	for t := n.first; t != nil && size > 0; {
		next := t.nextIn(n)
		if t.isText() {
			cut := min(size, len(t.data))
			taken.WriteString(t.data[:cut])
			t.data, size = t.data[cut:], size-cut
		}
		if t.text() == "" {
			b.removeEmpty(t, n)
		}
		t = next
	}
	first := n.first
	for first != nil && first.first != nil {
		first = first.first
	}
	if first != nil && first.tag == atom.Br {
		b.removeEmpty(first, n)
	}
	return taken.String()
}

// lastText is the text that n ends with.
func lastText(n *node) string {
	for n != nil && !n.isText() {
		n = n.last
	}
	if n == nil {
		return ""
	}
	return n.text()
}
