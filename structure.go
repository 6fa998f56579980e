package htmlclean

import (
	"strings"
	"unicode"

	"golang.org/x/net/html/atom"
)

var whyForeign = reason("structure", "foreign", "a drawing inside the text is an icon or an attack; its text is no content")

// A builder writes the output's tree from the input's: every element it makes
// stands where the content model allows it, whatever the input nests.
type builder struct {
	setting
	j *job

	pending []string         // ids that links of the article point to, for the next block
	owners  map[string]*node // the elements that have had them
	spoke   bool             // something has a language of its own
	ruby    bool             // the article has ruby
	linked  bool             // the article has links

	repeated map[int32]int // how many bytes of long attributes the elements at these places have been written with

	article *node // the input
	counted bool  // its looks are counted
	base    look  // the looks that most of it has

	shown                   map[string]*node // the pictures written so far that stand in no line of text, by address
	centredFigure           *node            // the last figure whose picture is centred
	centredCount, uncentred int              // paragraphs of the article that are centred, and that are not
	guesses                 []captionGuess
	loud, hushed            bool // the line in progress has text that is not quiet, and text that is
	quietLine               bool // the paragraph being written has none

	cut     [][]run // the lines of the paragraph that is being written; kept for the memory
	open    []openMark
	chain   []*mark
	growing *node
	text    strings.Builder
}

// A setting is where the builder writes, and what holds there. A container that
// is finished gives it back as it was.
type setting struct {
	out   *node     // the flow content being written
	line  []run     // the paragraph in progress
	marks *mark     // phrasing elements open in the input
	para  atom.Atom // what a paragraph becomes: p, or a heading's tag inside that heading

	from   *node  // the input's element the paragraph in progress comes from
	dir    string // its direction, where that is not its container's
	rtl    bool   // its container runs from right to left
	lang   string // its language, where that is not its container's
	around string // that of its container, as far as it is known

	preserve bool // line ends of the source are line breaks
	inline   bool // a block's border is a space: inside headings
	strict   bool // nothing but phrasing content: in summary, caption, dt
	noHeads  bool // headings, footers and sections are paragraphs: in th
	inFigure bool // pictures stand bare
	inFooter bool
	centred  bool
	quiet    bool // grey or small, behind a picture
}

// structure rebuilds the article by the HTML Standard's content model. Before
// it every element is a standard one with final URLs; after it j.root holds
// valid flow content.
func (j *job) structure() {
	j.markNotes()
	if j.linksInPage {
		if places, links := j.inPage(); j.targets != nil {
			j.footnotes(places, links)
		}
	}
	b := j.rebuild()
	for round := 0; round < maxRounds && b.findsMoreNotes(); round++ {
		b.settle()
		j.beginRound()
		b = j.rebuild()
	}
	b.settle()
	if !j.opt.KeepHeadings {
		j.levelHeadings()
	}
	if j.opt.PromoteHeadings && j.promoteHeadings() && !j.opt.KeepHeadings {
		j.levelHeadings()
	}
}

// settle says what is known when all blocks are as they are in the output.
func (b *builder) settle() {
	if b.spoke {
		b.settleLanguages()
	}
	b.takeGuesses()
}

// maxRounds is how often the output is looked through for notes that came to light.
const maxRounds = 4

// rebuild makes the output's tree of the input's.
func (j *job) rebuild() *builder {
	b := &builder{j: j, article: j.root, setting: setting{around: languageTag(j.lang), para: atom.P, out: &node{tag: atom.Body}}}
	j.nodes.reserve(j.count / 2) // what most outputs need
	plain := j.isPlainText()
	b.flow(j.root, plain)
	b.flush()
	if b.out.last != nil && len(b.pending) > 0 {
		b.giveID(b.out.last) // a place behind the last block: the end of the article
	}
	b.finish(b.out)
	j.root = b.out
	for j.opt.DropTitle && b.dropTitle() {
		b.finish(b.out) // what stood behind it begins the article now
	}
	b.dropNumbers()
	for _, n := range j.settleTargets() {
		b.mend(n)
	}
	return b
}

// flow writes the children of n. In plain text, which has no element at all, an
// empty line separates paragraphs.
func (b *builder) flow(n *node, plain bool) {
	for c := n.first; c != nil && !b.j.done; {
		next := c.next
		if plain && c.isText() {
			b.writePlain(c)
		} else {
			b.visit(c, plain)
		}
		c = next
	}
}

// isPlainText tells whether the article has nothing but text, and wrappers around all of it.
func (j *job) isPlainText() bool {
	for n := j.root.first; n != nil; n = j.next(n) {
		if !n.isText() && n.tag != atom.Div && n.tag != atom.Section && n.tag != atom.Article && n.tag != atom.Main {
			return false
		}
	}
	return true
}

func (b *builder) visit(n *node, plain bool) {
	if b.j.stopped() {
		return
	}
	if n.isText() {
		b.write(n)
		return
	}
	inLine := standsInLine(n)
	if len(n.attr) > 0 {
		isBlock := blockElements.has(n.tag) && !inLine
		if isBlock || n.is(atom.Video, atom.Audio, atom.Iframe) {
			b.flushBefore()
		}
		if isBlock && n.tag != atom.Figcaption && n.tag != atom.Li { // which have it themselves
			defer b.turnBack(b.from, b.dir, b.lang)
			b.turn(n)
		}
		b.takeID(n)
	}
	switch n.tag {
	case atom.Br, atom.Img, atom.Picture:
		if n.tag == atom.Img && b.formulaPicture(n) {
			return
		}
		b.line = append(b.line, run{marks: b.marks, node: n, pos: n.pos})
	case atom.Wbr:
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		b.heading(n)
	case atom.Ul, atom.Ol, atom.Menu, atom.Dir:
		b.block(n, b.list)
	case atom.Li:
		b.block(n, b.strayItem)
	case atom.Blockquote:
		b.block(n, b.quotation)
	case atom.Pre, atom.Listing, atom.Xmp, atom.Plaintext:
		b.block(n, b.pre)
	case atom.Table:
		if b.inline && isRow(n) {
			b.j.note(n, whyLayout, "unwrap")
			b.border(n, false)
			return
		}
		b.block(n, b.table)
	case atom.Tbody, atom.Thead, atom.Tfoot, atom.Tr, atom.Td, atom.Th:
		b.border(n, plain)
	case atom.Dl:
		b.block(n, b.definitions)
	case atom.Figure:
		b.block(n, b.figure)
	case atom.Figcaption:
		b.block(n, b.caption)
	case atom.Video, atom.Audio, atom.Iframe:
		b.block(n, b.media)
	case atom.Hr:
		b.block(n, b.rule)
	case atom.Details:
		b.block(n, b.details)
	case atom.Footer:
		b.block(n, b.footer)
	case atom.Aside:
		if b.noHeads {
			b.border(n, false)
			return
		}
		b.block(n, func(n *node) { b.add(b.container(atom.Aside, n)) })
	default:
		switch {
		case n.tag == atom.Div && !inLine && b.isCodeBox(n):
			b.block(n, b.codeBox)
		case n.name() == "math" && n.tag == 0:
			b.loud = b.loud || !b.quiet
			b.line = append(b.line, run{marks: b.marks, node: n, pos: n.pos})
		case n.name() == "svg" && n.tag == 0:
			b.j.drop(n, whyForeign)
		case b.j.allow.extra[n.tag] && blockElements.has(n.tag):
			b.block(n, func(n *node) { b.add(b.container(n.tag, n)) })
		case blockElements.has(n.tag), isLineSpan(n):
			b.wrapper(n, plain, inLine)
		default:
			b.phrase(n)
		}
	}
}

// turn takes over the language and the direction that a block of the input gives
// its text. Left to right is what a page is without saying so.
func (b *builder) turn(n *node) {
	b.speak(n)
	if b.j.allow.attributes {
		b.from = n
	}
	switch dir := direction(n); {
	case dir == "":
	case (dir == "rtl") == b.rtl:
		b.dir = ""
	default:
		b.dir = dir
	}
}

// turnBack undoes turn.
func (b *builder) turnBack(from *node, dir, lang string) { b.from, b.dir, b.lang = from, dir, lang }

// runsLeft tells whether text that is written now runs from right to left.
func (b *builder) runsLeft() bool { return b.dir == "rtl" || b.dir == "" && b.rtl }

// direction reads n's dir attribute; "auto" is what the first strong letter of
// the text says, where one is near.
func direction(n *node) string {
	dir := strings.ToLower(n.get("dir"))
	if dir != "auto" {
		return dir
	}
	left := conditionNodes
	for c := n.first; c != nil; c = c.nextIn(n) {
		if left--; left < 0 {
			break
		}
		for i, r := range c.text() {
			switch {
			case i > conditionNodes:
				return ""
			case unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko, unicode.Adlam) && unicode.IsLetter(r):
				return "rtl"
			case unicode.IsLetter(r):
				return "ltr"
			}
		}
	}
	return ""
}

// flushBefore ends the paragraph in progress where a block ends it: neither its
// language nor its id is the paragraph's.
func (b *builder) flushBefore() {
	if !b.inline && !b.strict {
		b.flush()
	}
}

func isCentred(n *node) bool {
	return n.tag == atom.Center || len(n.attr) > 0 && (strings.EqualFold(n.get("align"), "center") || n.ownStyle().centred)
}

// block writes n with write, apart from the paragraph before and behind it, and
// outside a heading it stands in. Where only phrasing content may stand, n's
// text is all that is left of it.
func (b *builder) block(n *node, write func(*node)) {
	if b.strict {
		if n.is(atom.Video, atom.Audio, atom.Iframe) {
			b.line = append(b.line, run{node: n, pos: n.pos})
		} else {
			b.border(n, false)
		}
		return
	}
	b.flush()
	para, inline := b.para, b.inline
	b.para, b.inline = atom.P, false
	write(n)
	b.flush()
	b.para, b.inline = para, inline
}

// scope runs write with an empty container as the place that is written to, and
// returns the container.
func (b *builder) scope(tag atom.Atom, from *node, write func()) *node {
	outer, pending := b.setting, b.pending
	b.out = b.j.newNode(node{tag: tag, attr: b.j.keep(tag.String(), from.attr), source: from.source})
	b.out.pos = from.pos
	b.out.del("id")
	b.line, b.pending = b.line[len(b.line):], nil
	b.inFigure = false
	b.rtl, b.around = b.runsLeft(), b.spoken()
	b.from, b.dir, b.lang = nil, "", ""
	if from.has("lang") {
		b.out.del("lang")
		if b.speak(from); b.lang != "" {
			b.out.set("lang", b.lang)
			b.lang, b.around = "", b.lang
		}
	}
	if from.has("dir") {
		b.out.del("dir")
		if dir := direction(from); dir != "" && (dir == "rtl") != b.rtl {
			b.out.set("dir", dir)
			b.rtl = !b.rtl
		}
	}
	if tag == atom.Li || tag == atom.Td || tag == atom.Dd {
		b.marks = b.blockMarks(from)
	}
	if tag == atom.Figcaption {
		b.marks = b.marks.without(atom.Strong).without(atom.Em) // emphasis around a picture and its caption is none
	}
	write()
	b.flush()
	b.finish(b.out)
	made := b.out
	b.setting, b.pending = outer, append(pending, b.pending...)
	return made
}

// container writes n's children as flow content of a new element.
func (b *builder) container(tag atom.Atom, n *node) *node {
	return b.scope(tag, n, func() { b.flow(n, false) })
}

// phrasing writes n's children as phrasing content of a new element.
func (b *builder) phrasing(tag atom.Atom, n *node) *node {
	return b.scope(tag, n, func() {
		b.strict, b.para = true, 0
		b.flow(n, false)
	})
}

// addRuns adds a block of phrasing content.
func (b *builder) addRuns(tag atom.Atom, runs []run) {
	if b.j.done {
		return
	}
	n := b.j.zeroNode()
	n.tag, n.pos = tag, runs[0].pos
	if b.from != nil {
		n.attr = b.j.keep(n.name(), b.from.attr)
	}
	b.fill(n, runs)
	b.add(n)
}

// add puts a finished block behind the others. A caption goes into the figure
// before it.
func (b *builder) add(n *node) {
	if n.first == nil && !n.is(atom.Hr, atom.Img, atom.Iframe, atom.Video, atom.Audio) {
		return
	}
	if n.tag == atom.P {
		// In the input the same text may have stood bare, or in any element.
		if r := b.j.rules.paragraph(nil, n, b.j.host); r != nil {
			b.j.drop(n, &r.why)
			return
		}
	}
	b.giveID(n)
	n.del("dir")
	if b.dir != "" {
		n.set("dir", b.dir)
	}
	n.del("lang")
	if b.lang != "" && n.tag != atom.Pre && n.hasText() {
		n.set("lang", b.lang)
		b.spoke = true
	}
	b.place(n)
}

// place puts n behind the blocks that are there, or into the figure it is the
// caption of.
func (b *builder) place(n *node) {
	if n.tag == atom.Hr && b.out.last != nil && b.out.last.tag == atom.Hr {
		b.leadTo(b.out.last, n) // one rule separates as well as two
		return
	}
	if n.tag == atom.Table && isHeadAlone(b.out.last) && n.first.tag == atom.Tbody && !hasHeaderCell(n) && columnsOf(n) == columnsOf(b.out.last) {
		b.j.note(n, whySplit, "unwrap")
		b.leadTo(b.out.last, n)
		moveChildren(n, b.out.last)
		return
	}
	if n.tag == atom.P && !b.inFigure {
		b.takeMark(n)
		if fig := openFigure(b.out); fig != nil {
			switch {
			case isMarkedCaption(n):
				b.takeCaption(fig, n, whyCaption)
				return
			case isCreditLine(n) || namesPhotographer(n):
				b.takeCaption(fig, n, whyCredit)
				return
			}
		}
		b.guessCaption(n)
	}
	b.out.append(n)
}

// rule writes an hr, and behind it what is in the element that a rule made one of.
func (b *builder) rule(n *node) {
	b.add(b.j.newNode(node{tag: atom.Hr}))
	b.flow(n, false)
}

// spill writes the finished content of a container that turned out not to be
// one: its blocks as they are, its phrasing content as paragraphs. Its language
// and direction are theirs.
func (b *builder) spill(n *node) {
	b.moveID(n)
	defer b.turnBack(b.from, b.dir, b.lang)
	b.turn(n)
	for n.first != nil {
		c := n.first
		c.remove()
		if c.isText() || !blockElements.has(c.tag) {
			b.visit(c, false)
			continue
		}
		b.flush()
		b.spillBlock(c)
	}
	b.flush()
}

func (b *builder) spillBlock(n *node) {
	if b.inFigure && n.tag == atom.Figure && n.last.tag != atom.Figcaption && n.first.tag != atom.Figcaption {
		b.moveID(n)
		moveChildren(n, b.out) // pictures stand bare there
		return
	}
	if b.inFigure && n.tag == atom.P && n.imageAddresses() != nil {
		b.moveID(n)
		n.del("id")
		n.rename(atom.Div)
		b.visit(n, false) // so do those that begin a line
		return
	}
	b.addAgain(n)
}

// addAgain adds a block that was finished in another container: it keeps the
// language and the direction that it has of its own.
func (b *builder) addAgain(n *node) {
	defer b.turnBack(b.from, b.dir, b.lang)
	b.turn(n)
	b.add(n)
}

func (b *builder) footer(n *node) {
	if b.inFooter || b.noHeads || !b.out.is(atom.Body, atom.Blockquote) {
		b.flow(n, false)
		return
	}
	b.add(b.scope(atom.Footer, n, func() {
		b.inFooter = true
		b.flow(n, false)
	}))
}

// settleFooters leaves a footer only where it ends the article, or a quotation:
// anywhere else it closes nothing and its paragraphs stand by themselves, of which
// some may be typed rules: opened tells of those. Footers side by side are one.
func (b *builder) settleFooters() (opened bool) {
	first := b.out.first
	for first != nil && first.tag != atom.Footer {
		first = first.next
	}
	if first == nil {
		return false
	}
	alone := first == b.out.first
	var blocks []*node // from the first footer on
	for c := first; c != nil; c = first {
		first = c.next
		c.remove()
		blocks = append(blocks, c)
	}
	end := len(blocks) // where the footers begin that end it
	for end > 0 && blocks[end-1].tag == atom.Footer {
		end--
	}
	for i, c := range blocks {
		if b.j.stopped() {
			return opened
		}
		switch {
		case c.tag != atom.Footer:
			b.place(c)
		case i < end || alone && end == 0:
			opened = true
			passID(c, c.first)
			handDown(c)
			for c.first != nil {
				p := c.first
				p.remove()
				b.place(p)
			}
		case i == end:
			b.out.append(c)
		default:
			handDown(c)
			handDown(blocks[end])
			moveChildren(c, blocks[end])
		}
	}
	if end+1 < len(blocks) {
		b.finishLists(blocks[end], b.outline(blocks[end])) // each has been by itself
	}
	return opened
}

// handDown gives the language and the direction of n to the blocks in it.
func handDown(n *node) {
	lang, dir := n.get("lang"), n.get("dir")
	if lang == "" && dir == "" {
		return
	}
	for c := n.first; c != nil; c = c.next {
		c.outgrow(lang, dir)
	}
	n.del("lang")
	n.del("dir")
}

// outgrow gives n, in a container of this language and direction that is to lose
// them, what it has from it. A direction is only written where it is not that
// around: n's own, in a container with one, is that around the container.
func (n *node) outgrow(lang, dir string) {
	if lang != "" && !n.has("lang") && n.tag != atom.Pre && n.hasText() {
		n.set("lang", lang)
	}
	switch {
	case dir == "":
	case n.has("dir"):
		n.del("dir")
	default:
		n.set("dir", dir)
	}
}

func moveChildren(from, to *node) {
	for from.first != nil {
		c := from.first
		c.remove()
		to.append(c)
	}
}

func (b *builder) details(n *node) {
	var summary *node
	for c := n.first; c != nil && summary == nil; c = c.next {
		if c.tag == atom.Summary {
			summary = c
		} else if !c.isText() || !isBlank(c.text()) {
			break
		}
	}
	if summary == nil {
		b.flow(n, false)
		return
	}
	head := b.withID(summary, func() *node { return b.phrasing(atom.Summary, summary) })
	summary.remove()
	if head.first == nil {
		b.flow(n, false)
		return
	}
	d := b.container(atom.Details, n)
	if n.has("open") {
		d.set("open", "") // what was to be seen at once still is
	}
	d.insertBefore(head, d.first)
	b.add(d)
}

// finish is called once for a container whose children are all there.
func (b *builder) finish(n *node) {
	if b.j.done {
		return
	}
	o := b.outline(n)
	if n.is(atom.Body, atom.Blockquote) {
		if o.signs {
			b.ruleOff(n) // a footer needs something before it
		}
		if o.footers && b.settleFooters() {
			if o = b.outline(n); o.signs {
				b.ruleOff(n)
			}
		}
	}
	b.finishLists(n, o)
	if n.is(atom.Li, atom.Td, atom.Th, atom.Dd, atom.Figcaption) {
		tighten(n)
	}
}

// An outline says what is among the blocks of a container, so that most are gone
// through once.
type outline struct {
	footers bool
	lists   bool
	signs   bool // a paragraph begins as a bullet, a number or a typed rule does
}

func (b *builder) outline(n *node) (o outline) {
	for c := n.first; c != nil && !b.j.stopped(); c = c.next {
		switch c.tag {
		case atom.P:
			t := firstText(c)
			o.signs = o.signs || t == nil || t.text() == "" || !beginsWord(t.text()[0])
		case atom.Ul, atom.Ol:
			o.lists = true
		case atom.Footer:
			o.footers = true
		}
	}
	return o
}

// finishLists makes lists of what is typed among the blocks of n, one of those that
// go on, and one in another of those that editors indent.
func (b *builder) finishLists(n *node, o outline) {
	if o.signs && b.gatherTyped(n) {
		o.lists = true
	}
	if !o.lists {
		return
	}
	b.cutListLabels(n)
	b.nestLists(n)
	if b.joinLists(n) {
		b.cutListLabels(n)
	}
}

// loosen makes a paragraph of the phrasing content that n begins with.
func loosen(n *node) {
	p := newElement(atom.P, n)
	for n.first != nil && !blockElements.has(n.first.tag) {
		c := n.first
		c.remove()
		p.append(c)
	}
	if p.first != nil {
		n.insertBefore(p, n.first)
	}
}

// tighten takes the paragraph of an element that holds a single one, and lists
// at most behind it: a tight list item, a table cell. A language or direction of
// the paragraph's is the element's where it holds nothing else.
func tighten(n *node) {
	p := n.first
	if p == nil || p.tag != atom.P {
		return
	}
	for c := p.next; c != nil; c = c.next {
		if !c.is(atom.Ul, atom.Ol) || p.has("lang") || p.has("dir") {
			return
		}
	}
	if lang := p.get("lang"); lang != "" {
		n.set("lang", lang)
	}
	if dir := p.get("dir"); dir != "" {
		if n.has("dir") {
			n.del("dir") // the paragraph's is that around n
		} else {
			n.set("dir", dir)
		}
	}
	if id := p.get("id"); id != "" {
		n.set("id", id)
		n.given = true
	}
	p.unwrap()
}
