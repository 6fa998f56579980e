package htmlclean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// A paragraph in progress is a line of runs. It ends where a block begins or
// ends; then its white space is folded, and it is cut where the writer used line
// breaks for paragraphs.

// write adds a text to the paragraph in progress. Where a style says that line
// ends are kept, those between words are line breaks; those at the ends of a text
// may be the markup's own.
func (b *builder) write(n *node) {
	text := n.text()
	b.hushed = b.hushed || b.quiet
	b.loud = b.loud || !b.quiet && !isBlank(text)
	if b.preserve && strings.IndexByte(text, '\n') >= 0 {
		head := len(text) - len(strings.TrimLeftFunc(text, isInvisible))
		end := len(strings.TrimRightFunc(text, isInvisible))
		for head < end {
			i := strings.IndexByte(text[head:end], '\n')
			if i < 0 {
				break
			}
			b.line = append(b.line, run{marks: b.marks, text: text[:head+i], pos: n.pos})
			b.line = append(b.line, run{marks: b.marks, node: b.j.newNode(node{tag: atom.Br}), pos: n.pos})
			text, end, head = text[head+i+1:], end-head-i-1, 0
		}
	}
	b.line = append(b.line, run{marks: b.marks, text: text, pos: n.pos})
}

// writePlain adds text of an article that has no elements: its paragraphs stand
// apart by lines in which nothing shows.
func (b *builder) writePlain(n *node) {
	begin, at := 0, 0
	for line := range strings.Lines(n.text()) {
		if b.j.stopped() {
			return
		}
		if isBlank(line) {
			b.line = append(b.line, run{text: n.text()[begin:at], pos: n.pos})
			b.flush()
			begin = at
		}
		at += len(line)
	}
	b.line = append(b.line, run{text: n.text()[begin:], pos: n.pos})
	b.flush()
}

// wrapper writes a block that has no meaning of its own.
func (b *builder) wrapper(n *node, plain, inLine bool) {
	marks, preserve, quiet := b.marks, b.preserve, b.quiet
	b.marks = b.blockMarks(n)
	b.lineEnds(n)
	b.quieten(n)
	if inLine {
		b.inLine(n)
	} else {
		b.border(n, plain)
	}
	b.marks, b.preserve, b.quiet = marks, preserve, quiet
}

var whyRejoined = reason("structure", "rejoined", "a div in a span in the middle of a sentence ended the paragraph for the parser; the page shows it in the line, and the sentence goes on")

// rejoin puts a sentence together that a div cut. A script may write one into a
// span of a paragraph, as for the names on Zhihu; a parser ends the paragraph there,
// which leaves the span behind without content, and a paragraph without content
// where the end tag stood (HTML Standard, "in body", </p>). The span's own end tag
// may have ended one around the article.
func (j *job) rejoin(p *node) {
	cut := p.next
	if cut == nil || cut.tag != atom.Div || !isEmptied(p.last) {
		return
	}
	left, text, end := conditionNodes, false, cut
	for ; end != nil && end.tag != atom.P; end = behindSpan(end) {
		if end != cut && end.tag == atom.Div {
			return
		}
		for c := end; c != nil; c = c.nextIn(end) {
			if left--; left < 0 || blockElements.has(c.tag) && c.tag != atom.Div || showsItself.has(c.tag) {
				return
			}
			text = text || end == cut && c.isText() && !isBlank(c.text())
		}
	}
	if end == nil || end.first != nil || !text || p.first == p.last && behindSpan(cut) == end {
		return
	}
	j.note(cut, whyRejoined, "move")
	for c := cut; c != end; {
		next := behindSpan(c)
		c.remove()
		p.append(c)
		for d := c; d != nil; d = d.nextIn(c) {
			if d.tag == atom.Div {
				d.rename(atom.Span)
			}
		}
		c = next
	}
	end.remove()
}

// behindSpan is the node behind n, also where a span around both ends before it.
func behindSpan(n *node) *node {
	for n.next == nil && n.parent != nil && n.parent.tag == atom.Span {
		n = n.parent
	}
	return n.next
}

// isEmptied tells whether n is a span, or spans in each other, without content.
func isEmptied(n *node) bool {
	for n.tag == atom.Span && n.first != nil && n.first == n.last {
		n = n.first
	}
	return n.tag == atom.Span && n.first == nil
}

// lineEnds takes over what n's style says of line ends.
func (b *builder) lineEnds(n *node) {
	if len(n.attr) == 0 {
		return
	}
	switch n.ownStyle().lines {
	case linesPreserved:
		b.preserve = true
	case linesFolded:
		b.preserve = false
	}
}

// border writes the children of a block that has no meaning of its own, and
// keeps them apart from what stands around it.
func (b *builder) border(n *node, plain bool) {
	if b.inline || b.strict {
		b.inLine(n)
		return
	}
	b.flush()
	centred := b.centred
	b.centred = centred || isCentred(n)
	b.flow(n, plain)
	b.flush()
	b.centred = centred
}

// inLine writes the children of a block into the line that it stands in. Only
// where it says itself that it is inline is its border none.
func (b *builder) inLine(n *node) {
	apart := n.ownStyle().display != displayInline
	if apart {
		b.line = append(b.line, run{border: true, pos: n.pos})
	}
	b.flow(n, false)
	if apart {
		b.line = append(b.line, run{border: true, pos: n.pos})
	}
}

// standsInLine tells whether n is a block that a style puts into a line of text.
// A box is in one only beside text: two boxes may be columns.
func standsInLine(n *node) bool {
	if len(n.attr) == 0 || !n.is(atom.Div, atom.P, atom.Section) {
		return false
	}
	switch n.ownStyle().display {
	case displayInline:
		return true
	case displayBox:
		before, behind := n.prev, n.next
		if before != nil && before.isText() && isBlank(before.text()) {
			before = before.prev
		}
		if behind != nil && behind.isText() && isBlank(behind.text()) {
			behind = behind.next
		}
		return isInText(before) || isInText(behind)
	}
	return false
}

// isInText tells whether n, which stands beside a box, is text or phrasing content.
func isInText(n *node) bool {
	return n != nil && (n.isText() && !isBlank(n.text()) || !n.isText() && !blockElements.has(n.tag) && !n.is(atom.Br, atom.Img, atom.Picture))
}

// flush ends the paragraph in progress. What it adds is written from the line's
// own memory, which the next paragraph uses again.
func (b *builder) flush() {
	if len(b.line) == 0 {
		return
	}
	if b.j.done {
		b.line = b.line[:0]
		return
	}
	if b.para == atom.P && !b.inline && b.codeLines(b.line) {
		b.line, b.loud, b.hushed = b.line[:0], false, false
		return
	}
	runs := b.collapse(b.line)
	b.line = b.line[:0]
	b.quietLine, b.loud, b.hushed = b.hushed && !b.loud, false, false
	for len(runs) > 0 && !b.j.stopped() {
		var par []run
		par, runs = cutParagraph(runs)
		switch {
		case b.para == 0:
			b.fillLine(par)
		case b.inline:
			b.emitHeading(par)
		default:
			b.emit(par)
		}
	}
	b.quietLine = false
}

// fillLine adds phrasing content to the container itself, where paragraphs are
// lines of it.
func (b *builder) fillLine(par []run) {
	if b.out.last != nil {
		b.out.append(newElement(atom.Br, b.out))
	}
	b.fill(b.out, par)
}

// emit writes one paragraph: lines that hold only pictures are figures, a line of
// signs is a separator, lines with bullets or numbers are a list, all others stay
// together.
func (b *builder) emit(par []run) {
	if b.codeLines(par) {
		return
	}
	if par = b.withoutKnownLinks(par); len(par) == 0 {
		return
	}
	b.cut = splitLines(b.cut[:0], par)
	lines := b.cut
	kept := 0 // the first line that is not written yet
	rest := func(end int) {
		if kept >= end {
			return
		}
		if part := joinLines(par, lines[kept:end]); !b.codeLines(part) {
			b.addRuns(atom.P, part)
		}
	}
	for i := 0; i < len(lines) && !b.j.stopped(); i++ {
		if b.inFigure {
			if pics, line := leadingPictures(lines[i]); len(pics) > 0 {
				rest(i)
				kept = i
				b.pictures(pics)
				if lines[i] = b.collapse(line); len(lines[i]) == 0 {
					kept++
					continue
				}
			}
		}
		if blockPictures(lines[i]) {
			rest(i)
			kept = i + 1
			b.pictures(lines[i])
			if below := lines[i+1:]; b.centred && isCaptionUnder(below) {
				b.captionLines(joinLines(par, below))
				return
			}
			continue
		}
		if len(lines) > 1 && isSeparatorLine(lines[i]) {
			rest(i)
			kept = i + 1
			b.addRuns(atom.P, lines[i])
			continue
		}
		if n := b.typedLines(lines, i); n > 1 {
			rest(i)
			b.typedLineList(lines[i : i+n])
			kept = i + n
			i += n - 1
		}
	}
	rest(len(lines))
}

// cutParagraph returns the runs before the first place where two or more line
// breaks meet, which is how text without paragraphs separates them, and the runs
// behind it. Collapsed runs neither begin nor end with a break.
func cutParagraph(runs []run) (par, rest []run) {
	for i := 0; i < len(runs); i++ {
		if !runs[i].isBreak() {
			continue
		}
		end := i + 1
		for end < len(runs) && runs[end].isBreak() {
			end++
		}
		if end-i > 1 {
			return runs[:i], runs[end:]
		}
	}
	return runs, nil
}

// splitLines adds runs to lines, cut at their line breaks.
func splitLines(lines [][]run, runs []run) [][]run {
	from := 0
	for i := range runs {
		if runs[i].isBreak() {
			lines = append(lines, runs[from:i])
			from = i + 1
		}
	}
	return append(lines, runs[from:])
}

// joinLines is the reverse of splitLines for neighbouring lines of one slice.
func joinLines(runs []run, lines [][]run) []run {
	first, last := lines[0], lines[len(lines)-1]
	if len(lines) == 1 {
		return first
	}
	start := cap(runs) - cap(first)
	end := cap(runs) - cap(last) + len(last)
	return runs[start:end]
}

// collapse folds white space as a browser does in a paragraph, trims the ends of
// lines, where invisible characters only stand for an indent, and leaves out
// what then is empty. Line breaks at both ends go. It reuses the slice.
func (b *builder) collapse(runs []run) []run {
	out := runs[:0]
	edge, space := true, true // at the beginning of a line; behind white space
	border := false           // a block began or ended since the last text
	for _, r := range runs {
		if b.j.stopped() {
			return nil
		}
		switch {
		case r.border:
			out = trimEnd(out)
			edge, space, border = true, true, true
			continue
		case r.isBreak():
			if out = trimEnd(out); len(out) > 0 {
				out = append(out, r)
			}
			edge, space, border = true, true, false
			continue
		case r.node == nil:
			r.text = foldSpace(r.text, space)
			if edge {
				r.text = strings.TrimLeftFunc(r.text, isInvisible)
			}
			if r.text == "" {
				continue
			}
			space = r.text[len(r.text)-1] == ' '
		default:
			space = false
		}
		if border && len(out) > 0 && !out[len(out)-1].isBreak() && !joinsWithoutSpace(&out[len(out)-1], &r) {
			out = append(out, run{text: " ", marks: r.marks, pos: r.pos})
		}
		out = append(out, r)
		edge, border = false, false
	}
	out = trimEnd(out)
	for len(out) > 0 && out[len(out)-1].isBreak() {
		out = trimEnd(out[:len(out)-1])
	}
	b.settleSpaces(out)
	alignEmphasis(out)
	return out
}

// alignEmphasis gives a text the marks of the text before it where both are
// emphasised alike and only the order of the elements differs.
func alignEmphasis(runs []run) {
	for i := 1; i < len(runs); i++ {
		a, b := runs[i-1].marks, runs[i].marks
		if a == b || a == nil || b == nil || a.depth != b.depth || a.depth < 2 || a.tag == b.tag {
			continue
		}
		shared := commonMarks(a, b)
		if a.depth == shared.count()+2 && onlyEmphasis(a, shared) == a && onlyEmphasis(b, shared) == b && a.tag == b.outer.tag && a.outer.tag == b.tag {
			runs[i].marks = a
		}
	}
}

// joinsWithoutSpace tells whether a and b, between which a block began or ended,
// can stand side by side: characters of a script that has no spaces between words
// do, as at the end of a line of source (CSS Text 3, 4.1.3, "segment break
// transformation rules"), and so does punctuation beside one.
func joinsWithoutSpace(a, b *run) bool {
	var last, first rune
	if a.node == nil {
		last, _ = utf8.DecodeLastRuneInString(a.text)
	}
	if b.node == nil {
		first, _ = utf8.DecodeRuneInString(b.text)
	}
	return isWide(last) && (isWide(first) || b.node != nil || isQuote(first)) || isWide(first) && (a.node != nil || isQuote(last))
}

// isWide tells whether r is Han, Kana, Bopomofo or Yi, or punctuation of their
// width. Hangul is not: Korean has spaces.
func isWide(r rune) bool {
	switch {
	case r < 0x2e80:
		return false
	case r < 0xac00:
		return r != 0x3000 && (r < 0x3130 || r > 0x318f) && (r < 0xa4d0 || r >= 0xa960 && r > 0xa97f)
	}
	return r >= 0xf900 && r <= 0xfaff || r >= 0xfe30 && r <= 0xfe4f || r >= 0xff00 && r <= 0xff60 || r >= 0xffe0 && r <= 0xffe6 || r >= 0x1b000 && r <= 0x1b2ff || r >= 0x20000 && r <= 0x3ffff
}

// isQuote tells whether r is punctuation that Latin and Chinese text share.
func isQuote(r rune) bool { return strings.ContainsRune("“”‘’…—·", r) }

// settleSpaces gives spaces and line breaks the marks that are around both of
// their neighbours: they are no one's. Bold or italic text that a space cuts is
// one to a reader; so it is where another emphasis holds nothing but the
// punctuation between.
func (b *builder) settleSpaces(runs []run) {
	for i := 0; i < len(runs) && !b.j.stopped(); i++ {
		if runs[i].marks != nil && isPunctuation(&runs[i]) {
			around := commonMarks(neighbourMarks(runs, i-1), neighbourMarks(runs, i+1))
			if shared := commonMarks(runs[i].marks, around); shared != runs[i].marks && onlyEmphasis(runs[i].marks, shared) == runs[i].marks {
				if joined := onlyEmphasis(around, shared); joined != shared {
					runs[i].marks = joined
				}
			}
			continue
		}
		end, broken := i, false
		for end < len(runs) && (runs[end].isBreak() || runs[end].node == nil && isBlank(runs[end].text)) {
			broken = broken || runs[end].isBreak()
			end++
		}
		if end == i {
			continue
		}
		around := commonMarks(neighbourMarks(runs, i-1), neighbourMarks(runs, end))
		for k := i; k < end; k++ {
			runs[k].marks = commonMarks(runs[k].marks, around)
			if !broken {
				runs[k].marks = onlyEmphasis(around, runs[k].marks)
			}
		}
		i = end - 1
	}
}

// onlyEmphasis returns the innermost mark of m up to which there is nothing but
// emphasis inside from, which has the same marks around it as m.
func onlyEmphasis(m, from *mark) *mark {
	best := from
	for ; m.count() > from.count(); m = m.outer {
		switch {
		case m.tag != atom.Strong && m.tag != atom.Em && m.tag != atom.U:
			best = from
		case best == from:
			best = m
		}
	}
	return best
}

// isPunctuation tells whether a run is text without a letter, digit or sign.
func isPunctuation(r *run) bool {
	some := false
	for _, c := range r.text {
		if unicode.IsPunct(c) {
			some = true
		} else if !isInvisible(c) {
			return false
		}
	}
	return some && r.node == nil
}

func neighbourMarks(runs []run, i int) *mark {
	if i < 0 || i >= len(runs) {
		return nil
	}
	return runs[i].marks
}

// commonMarks returns the innermost mark of a up to which, from the outermost
// inwards, a and b are the same elements where they touch.
func commonMarks(a, b *mark) *mark {
	if a == nil || b == nil {
		return nil
	}
	switch {
	case a.depth > b.depth:
		return commonMarks(a.outer, b)
	case a.depth < b.depth:
		return commonMarks(a, b.outer)
	case a == b:
		return a
	}
	if outer := commonMarks(a.outer, b.outer); outer != a.outer || !a.equal(b) {
		return outer
	}
	return a
}

func trimEnd(runs []run) []run {
	for len(runs) > 0 {
		last := &runs[len(runs)-1]
		if last.node != nil {
			break
		}
		if last.text = strings.TrimRightFunc(last.text, isInvisible); last.text != "" {
			break
		}
		runs = runs[:len(runs)-1]
	}
	return runs
}

// foldSpace makes each stretch of ASCII white space one space, none where the
// text follows white space already.
func foldSpace(s string, behindSpace bool) string {
	plain := true
	for i, space := 0, behindSpace; i < len(s); i++ {
		c := s[i]
		if c > ' ' {
			space = false
			continue
		}
		if space || c != ' ' {
			plain = false
			break
		}
		space = true
	}
	if plain {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	space := behindSpace
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c > ' ':
			b.WriteByte(c)
			space = false
		case !space:
			b.WriteByte(' ')
			space = true
		}
	}
	return b.String()
}
