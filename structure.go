package htmlclean

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

var (
	whyCaption  = reason("structure", "caption", "a paragraph behind a picture that begins with a mark for \"see above\", or with the picture's source, or is a remark in brackets, is its caption")
	whyCentred  = reason("structure", "centred-caption", "a centred short line under a picture in the same paragraph is its caption")
	whyInFigure = reason("structure", "figure-text", "the text of a figure that has no figcaption is its caption")
	whyBullets  = reason("structure", "bullets", "lines that begin with the same bullet are a list; the list shows the bullet")
	whyHeadings = reason("structure", "heading-levels", "the article's h1 belongs to the page that shows it: all headings move down by one level")
	whySkipped  = reason("structure", "heading-gap", "a heading more than one level below the one before it leaves a level out: a reader of the outline would look for it")
	whyForeign  = reason("structure", "foreign", "a drawing inside the text is an icon or an attack; its text is no content")
)

// A builder writes the output's tree from the input's: every element it makes
// stands where the content model allows it, whatever the input nests.
type builder struct {
	j     *job
	out   *node     // the flow content being written
	line  []run     // the paragraph in progress
	marks *mark     // phrasing elements open in the input
	para  atom.Atom // what a paragraph becomes: p, or a heading's tag inside that heading

	from *node  // the input's element the paragraph in progress comes from
	dir  string // its direction, where that is not its container's
	rtl  bool   // a container runs from right to left

	inline   bool // a block's border is a space: inside headings
	strict   bool // nothing but phrasing content: in summary, caption, dt
	noHeads  bool // headings, footers and sections are paragraphs: in th
	inFigure bool // pictures stand bare
	inFooter bool
	ruby     bool // the article has ruby
	centred  bool

	visited int // nodes visited

	pending []string // ids that links of the article point to, for the next block

	open    []openMark
	chain   []*mark
	growing *node
	text    strings.Builder
}

// structure rebuilds the article by the HTML Standard's content model. Before
// it every element is a standard one with final URLs; after it j.root holds
// valid flow content.
func (j *job) structure() {
	b := &builder{j: j, para: atom.P, out: &node{tag: atom.Body, name: "body"}}
	j.targets = linkTargets(j.root)
	plain := isPlainText(j.root)
	b.flow(j.root, plain)
	b.flush()
	b.finish(b.out)
	j.root = b.out
	if !j.opt.KeepHeadings {
		j.levelHeadings()
	}
	j.settleTargets()
}

// flow writes the children of n. In plain text, which has no element at all, an
// empty line separates paragraphs.
func (b *builder) flow(n *node, plain bool) {
	for c := n.first; c != nil; {
		next := c.next
		if plain && c.isText() {
			for part := range strings.SplitSeq(strings.ReplaceAll(c.text, "\r\n", "\n"), "\n\n") {
				b.line = append(b.line, run{text: part, pos: c.pos})
				b.flush()
			}
		} else {
			b.visit(c, plain)
		}
		c = next
	}
}

// isPlainText tells whether the article has nothing but text, and wrappers around all of it.
func isPlainText(root *node) bool {
	for n := root.first; n != nil; n = n.nextIn(root) {
		if !n.isText() && n.tag != atom.Div && n.tag != atom.Section && n.tag != atom.Article && n.tag != atom.Main {
			return false
		}
	}
	return true
}

func (b *builder) visit(n *node, plain bool) {
	if b.visited++; b.j.stopped(b.visited) {
		return
	}
	if n.isText() {
		b.line = append(b.line, run{marks: b.marks, text: n.text, pos: n.pos})
		return
	}
	b.takeID(n)
	if blockElements[n.tag] && len(n.attr) > 0 {
		from, dir, rtl := b.from, b.dir, b.rtl
		defer func() { b.from, b.dir, b.rtl = from, dir, rtl }()
		b.turn(n)
	}
	switch n.tag {
	case atom.Br, atom.Img, atom.Picture:
		b.line = append(b.line, run{marks: b.marks, node: n, pos: n.pos})
	case atom.Wbr:
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		b.heading(n)
	case atom.Ul, atom.Ol, atom.Menu, atom.Dir:
		b.block(n, b.list)
	case atom.Li:
		b.block(n, b.strayItem)
	case atom.Blockquote:
		b.block(n, func(n *node) { b.add(b.container(atom.Blockquote, n)) })
	case atom.Pre, atom.Listing, atom.Xmp, atom.Plaintext:
		b.block(n, b.pre)
	case atom.Table:
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
		case n.name == "math" && n.tag == 0:
			b.line = append(b.line, run{marks: b.marks, node: n, pos: n.pos})
		case n.name == "svg" && n.tag == 0:
			b.j.drop(n, whyForeign)
		case b.j.allow.extra[n.tag] && blockElements[n.tag]:
			b.block(n, func(n *node) { b.add(b.container(n.tag, n)) })
		case blockElements[n.tag], isLineSpan(n):
			b.border(n, plain)
		default:
			outer := b.marks
			b.ruby = b.ruby || n.tag == atom.Ruby
			b.marks = outer.within(n, b.markFor(n))
			b.flow(n, false)
			b.marks = outer
		}
	}
}

// border writes the children of a block that has no meaning of its own, and
// keeps them apart from what stands around it.
func (b *builder) border(n *node, plain bool) {
	if b.inline || b.strict {
		b.line = append(b.line, run{marks: b.marks, text: " ", pos: n.pos})
		b.flow(n, false)
		b.line = append(b.line, run{marks: b.marks, text: " ", pos: n.pos})
		return
	}
	b.flush()
	centred := b.centred
	b.centred = centred || isCentred(n)
	b.flow(n, plain)
	b.flush()
	b.centred = centred
}

// turn takes over the direction that a block of the input gives its text. Left
// to right is what a page is without saying so.
func (b *builder) turn(n *node) {
	b.flushBefore(n)
	if b.j.allow.attributes {
		b.from = n
	}
	switch direction(n) {
	case "rtl":
		b.dir, b.rtl = "rtl", true
	case "ltr":
		b.dir = ""
		if b.rtl {
			b.dir = "ltr"
		}
	}
}

// direction reads n's dir attribute; "auto" is what the first strong letter of
// the text says.
func direction(n *node) string {
	dir := strings.ToLower(n.get("dir"))
	if dir != "auto" {
		return dir
	}
	for c := n.first; c != nil; c = c.nextIn(n) {
		for _, r := range c.text {
			if unicode.IsLetter(r) {
				if unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko, unicode.Adlam) {
					return "rtl"
				}
				return "ltr"
			}
		}
	}
	return ""
}

// flushBefore ends the paragraph in progress where block n ends it: it was not
// n's yet.
func (b *builder) flushBefore(n *node) {
	if !b.inline && !b.strict {
		b.flush()
	}
}

func isCentred(n *node) bool {
	return n.tag == atom.Center || strings.EqualFold(n.get("align"), "center") ||
		strings.Contains(strings.ReplaceAll(strings.ToLower(n.get("style")), " ", ""), "text-align:center")
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

// scope runs write with an empty container as the place that is written to, and
// returns the container.
func (b *builder) scope(tag atom.Atom, from *node, write func()) *node {
	saved := *b
	b.out = b.j.newNode(node{tag: tag, name: tag.String(), attr: b.j.allow.keep(tag.String(), from.attr), src: from.src})
	b.out.pos = from.pos
	b.out.del("id")
	b.line, b.pending = nil, nil
	b.inFigure = false
	b.from, b.dir = nil, ""
	if from.has("dir") {
		b.out.del("dir")
		switch direction(from) {
		case "rtl":
			b.rtl = true
			b.out.set("dir", "rtl")
		case "ltr":
			if b.rtl {
				b.out.set("dir", "ltr")
			}
		}
	}
	write()
	b.flush()
	b.finish(b.out)
	made := b.out
	pending := append(saved.pending, b.pending...)
	b.out, b.line, b.marks, b.para = saved.out, saved.line, saved.marks, saved.para
	b.from, b.dir, b.rtl = saved.from, saved.dir, saved.rtl
	b.inline, b.strict, b.noHeads, b.inFigure, b.inFooter, b.centred = saved.inline, saved.strict, saved.noHeads, saved.inFigure, saved.inFooter, saved.centred
	b.pending = pending
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

// flush ends the paragraph in progress.
func (b *builder) flush() {
	if len(b.line) == 0 {
		return
	}
	runs := collapse(b.line)
	b.line = nil
	if b.para == 0 || b.inline {
		for par := range slices.Values(splitParagraphs(runs)) {
			if b.para == 0 {
				b.fillLine(par)
			} else {
				b.emitHeading(par)
			}
		}
		return
	}
	for _, par := range splitParagraphs(runs) {
		b.emit(par)
	}
}

// fillLine adds phrasing content to the container itself, where paragraphs are
// lines of it.
func (b *builder) fillLine(par []run) {
	if b.out.last != nil {
		b.out.append(newElement(atom.Br, b.out))
	}
	b.fill(b.out, par)
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

// emit writes one paragraph: lines that hold only pictures are figures, lines
// with the same bullet are a list, all others stay together.
func (b *builder) emit(par []run) {
	lines := splitLines(par)
	var kept [][]run
	rest := func() {
		if len(kept) > 0 {
			b.addRuns(atom.P, joinLines(par, kept))
			kept = nil
		}
	}
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		if b.inFigure {
			var pics []run
			if pics, line = leadingPictures(line); len(pics) > 0 {
				rest()
				b.pictures(pics)
				if line = collapse(line); len(line) == 0 {
					continue
				}
			}
		}
		if blockPictures(line) {
			rest()
			b.pictures(line)
			if below := lines[i+1:]; b.centred && isCaptionUnder(below) {
				b.captionLines(joinLines(par, below))
				return
			}
			continue
		}
		if n := bulletLines(lines[i:]); n > 1 {
			rest()
			b.bulletList(lines[i : i+n])
			i += n - 1
			continue
		}
		kept = append(kept, line)
	}
	rest()
}

// addRuns adds a block of phrasing content.
func (b *builder) addRuns(tag atom.Atom, runs []run) {
	n := b.j.newNode(node{tag: tag, name: tag.String()})
	n.pos = runs[0].pos
	if b.from != nil {
		n.attr = b.j.allow.keep(n.name, b.from.attr)
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
	if n.tag == atom.P && b.j.opt.DropBoilerplate {
		if r := b.j.boilerplate(n); r != nil {
			b.j.drop(n, &r.why)
			return
		}
	}
	b.giveID(n)
	n.del("dir")
	if b.dir != "" {
		n.set("dir", b.dir)
	}
	b.place(n)
}

// place puts n behind the blocks that are there, or into the figure it is the
// caption of.
func (b *builder) place(n *node) {
	if n.tag == atom.P && !b.inFigure {
		b.takeMark(n)
		if fig := openFigure(b.out); fig != nil && isMarkedCaption(n) {
			if c := b.j.note(n, whyCaption, "caption"); c != nil {
				c.Before = "p"
				c.After = "figcaption"
			}
			n.rename(atom.Figcaption)
			if n.get("dir") == fig.get("dir") {
				n.del("dir")
			}
			fig.append(n)
			return
		}
	}
	b.out.append(n)
}

// openFigure returns the figure at the end of out that has no caption yet.
func openFigure(out *node) *node {
	if fig := out.last; fig != nil && fig.tag == atom.Figure && fig.first.tag != atom.Figcaption && fig.last.tag != atom.Figcaption {
		return fig
	}
	return nil
}

// maxCaption is how many characters a paragraph can have that is taken for a
// caption without markup saying so.
const maxCaption = 200

// takeMark puts a mark for "see above" that stands alone between a picture and
// n before n's text: an editor broke the caption in two.
func (b *builder) takeMark(n *node) {
	mark := b.out.last
	if mark == nil || mark.tag != atom.P || len(mark.attr) > 0 ||
		mark.first != mark.last || !mark.first.isText() || !isLoneMark(mark.first.text) || utf8.RuneCountInString(n.textContent()) > maxCaption {
		return
	}
	mark.remove()
	if openFigure(b.out) == nil {
		b.out.append(mark)
		return
	}
	n.insertBefore(newText(mark.first.text+" ", mark), n.first)
}

func isLoneMark(s string) bool { return s == "▲" || s == "△" }

func isMarkedCaption(p *node) bool {
	first := p.first
	for first != nil && !first.isText() {
		first = first.first
	}
	if first == nil || !hasCaptionMark(first.text) && !strings.HasPrefix(first.text, "（") {
		return false
	}
	text := p.textContent()
	if !hasCaptionMark(text) {
		return isRemark(text)
	}
	return utf8.RuneCountInString(text) <= maxCaption && !isLoneMark(text)
}

// maxRemark is how many characters a remark in brackets under a picture can have.
const maxRemark = 40

// isRemark tells whether a whole paragraph is one remark in brackets that says
// nothing about the article as a whole.
func isRemark(text string) bool {
	inner, opens := strings.CutPrefix(text, "（")
	inner, closes := strings.CutSuffix(inner, "）")
	count := utf8.RuneCountInString(inner)
	if !opens || !closes || count < 3 || count > maxRemark || strings.ContainsAny(inner, "（）") {
		return false
	}
	for _, word := range [...]string{"编辑", "责编", "記者", "记者", "作者", "通讯员", "实习", "校对", "翻译", "编译", "本文", "全文", "原标题", "题图", "来源", "转载", "未完", "注："} {
		if strings.Contains(inner, word) {
			return false
		}
	}
	return true
}

func hasCaptionMark(s string) bool {
	for _, mark := range [...]string{"▲", "△", "图源", "图片来源", "图自", "摄影：", "圖片來源", "圖源"} {
		if strings.HasPrefix(s, mark) {
			return true
		}
	}
	return false
}

func isCaptionUnder(lines [][]run) bool {
	if len(lines) == 0 || len(lines) > 2 {
		return false
	}
	count := 0
	for _, line := range lines {
		for i := range line {
			if line[i].node != nil {
				return false
			}
			count += utf8.RuneCountInString(line[i].text)
		}
	}
	return count > 0 && count <= maxCaption
}

func (b *builder) captionLines(runs []run) {
	fig := openFigure(b.out)
	if fig == nil {
		b.addRuns(atom.P, runs)
		return
	}
	n := b.j.newNode(node{tag: atom.Figcaption, name: "figcaption"})
	n.pos = fig.pos
	b.fill(n, runs)
	if c := b.j.note(n, whyCentred, "caption"); c != nil {
		c.Before, c.After = "p", "figcaption"
	}
	fig.append(n)
}

// inlineSize is the largest picture, in CSS pixels, that stands in its line like
// a character: an emoji, an icon. Larger ones alone in a line are figures.
const inlineSize = 48

func isBlockPicture(n *node) bool {
	if n.tag == atom.Picture {
		return true
	}
	if n.tag != atom.Img {
		return false
	}
	w, h := pixels(n.get("width")), pixels(n.get("height"))
	return (w == 0 || w > inlineSize) && (h == 0 || h > inlineSize) && !strings.Contains(n.get("src"), "equation?tex=")
}

// pixels reads a non-negative integer of at most five digits, 0 otherwise.
func pixels(s string) (n int) {
	if len(s) > 5 {
		return 0
	}
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0
		}
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// blockPictures tells whether a line holds pictures and nothing else a reader sees.
func blockPictures(line []run) bool {
	some := false
	for i := range line {
		switch {
		case line[i].node == nil:
			if !isBlank(line[i].text) {
				return false
			}
		case isBlockPicture(line[i].node):
			some = true
		case !line[i].isBreak():
			return false
		}
	}
	return some
}

func leadingPictures(line []run) (pics, rest []run) {
	n := 0
	for n < len(line) && (line[n].node != nil && isBlockPicture(line[n].node) || line[n].node == nil && isBlank(line[n].text)) {
		n++
	}
	if !blockPictures(line[:n]) {
		return nil, line
	}
	return line[:n], line[n:]
}

// pictures writes a line of pictures, each a figure of its own with the link
// around it; bare where they stand in a figure already.
func (b *builder) pictures(line []run) {
	for i := range line {
		if line[i].node == nil || line[i].isBreak() {
			continue
		}
		r := run{node: line[i].node}
		if link := line[i].marks.find(atom.A); link != nil {
			r.marks = &mark{tag: atom.A, node: link.node, depth: 1}
		}
		if b.inFigure {
			b.fill(b.out, []run{r})
			continue
		}
		fig := b.j.newNode(node{tag: atom.Figure, name: "figure"})
		fig.pos = r.node.pos
		b.fill(fig, []run{r})
		b.add(fig)
	}
}

func (b *builder) media(n *node) {
	n.remove()
	if b.inFigure {
		b.out.append(n)
		return
	}
	fig := newElement(atom.Figure, n)
	fig.append(n)
	b.add(fig)
}

func (b *builder) rule(n *node) {
	if b.out.last == nil || b.out.last.tag != atom.Hr {
		b.add(b.j.newNode(node{tag: atom.Hr, name: "hr"}))
	}
}

// figure writes a figure, or several where captions stand between its pictures.
func (b *builder) figure(n *node) {
	nested := b.inFigure
	parts := b.scope(atom.Div, n, func() {
		b.inFigure = true
		b.flow(n, false)
	})
	var f figureParts
	for c := parts.first; c != nil; {
		next := c.next
		c.remove()
		switch {
		case c.tag != atom.Figcaption:
			f.content = append(f.content, c)
		case len(f.content) == 0 && next != nil && next.tag != atom.Figcaption && !holdsCaptionLater(next):
			f.caption, f.captionFirst = c, true
		default:
			if f.caption == nil {
				f.caption = c
				b.addFigure(n, f, nested)
			} else {
				b.addFigure(n, f, nested)
				b.strayCaption(c)
			}
			f = figureParts{}
		}
		c = next
	}
	if len(f.content) > 0 || f.caption != nil {
		b.addFigure(n, f, nested)
	}
}

type figureParts struct {
	content      []*node
	caption      *node
	captionFirst bool
}

// holdsCaptionLater tells whether a caption follows the content from n on: then
// one before the content belongs to what was before it.
func holdsCaptionLater(n *node) bool {
	for ; n != nil; n = n.next {
		if n.tag == atom.Figcaption {
			return true
		}
	}
	return false
}

// addFigure adds content and caption as one figure where they need one.
func (b *builder) addFigure(from *node, f figureParts, nested bool) {
	if f.caption != nil && len(f.content) == 0 {
		b.strayCaption(f.caption)
		return
	}
	if f.caption == nil {
		b.captionFromText(&f)
	}
	if f.caption == nil {
		for _, c := range f.content {
			switch {
			case !isPictureNode(c):
				b.add(c)
			case nested:
				b.out.append(c)
			default:
				fig := newElement(atom.Figure, c)
				fig.append(c)
				b.add(fig)
			}
		}
		return
	}
	fig := newElement(atom.Figure, from)
	if f.captionFirst {
		fig.append(f.caption)
	}
	for _, c := range f.content {
		fig.append(c)
	}
	if !f.captionFirst {
		fig.append(f.caption)
	}
	b.add(fig)
}

// captionFromText takes short paragraphs behind a figure's pictures for its caption.
func (b *builder) captionFromText(f *figureParts) {
	pictures := 0
	for pictures < len(f.content) && isPictureNode(f.content[pictures]) {
		pictures++
	}
	text := f.content[pictures:]
	if pictures == 0 || len(text) == 0 || !areCaption(text) {
		return
	}
	f.caption = newElement(atom.Figcaption, text[0])
	if c := b.j.note(text[0], whyInFigure, "caption"); c != nil {
		c.Before, c.After = "p", "figcaption"
	}
	for _, p := range text {
		f.caption.append(p)
	}
	tighten(f.caption)
	f.content = f.content[:pictures]
}

func isPictureNode(n *node) bool {
	return n.is(atom.Img, atom.Picture, atom.A, atom.Video, atom.Audio, atom.Iframe)
}

func areCaption(list []*node) bool {
	count := 0
	for _, n := range list {
		if n.tag != atom.P {
			return false
		}
		count += utf8.RuneCountInString(n.textContent())
	}
	return count <= maxCaption
}

// caption writes a figcaption: into its figure, or for the figure before it.
func (b *builder) caption(n *node) {
	inFigure := b.inFigure
	c := b.container(atom.Figcaption, n)
	if c.first == nil {
		return
	}
	if inFigure {
		b.out.append(c)
		return
	}
	b.strayCaption(c)
}

// strayCaption gives a caption to the figure before it; without one it is text
// like any other.
func (b *builder) strayCaption(c *node) {
	if fig := openFigure(b.out); fig != nil && c.first.tag != atom.Figure {
		fig.append(c)
		return
	}
	b.spill(c)
}

// spill writes the finished content of a container that turned out not to be
// one: its blocks as they are, its phrasing content as paragraphs.
func (b *builder) spill(n *node) {
	for n.first != nil {
		c := n.first
		c.remove()
		if c.isText() || !blockElements[c.tag] {
			b.visit(c, false)
			continue
		}
		b.flush()
		b.add(c)
	}
	b.flush()
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
// anywhere else it closes nothing and its paragraphs stand by themselves.
// Footers side by side are one.
func (b *builder) settleFooters() {
	var blocks []*node
	some := false
	for c := b.out.first; c != nil; c = c.next {
		some = some || c.tag == atom.Footer
		blocks = append(blocks, c)
	}
	if !some {
		return
	}
	end := len(blocks) // where the footers begin that end it
	for end > 0 && blocks[end-1].tag == atom.Footer {
		end--
	}
	for _, c := range blocks {
		c.remove()
	}
	for i, c := range blocks {
		switch {
		case c.tag != atom.Footer:
			b.place(c)
		case i < end || end == 0:
			for c.first != nil {
				p := c.first
				p.remove()
				b.place(p)
			}
		case i == end:
			b.out.append(c)
		default:
			moveChildren(c, blocks[end])
		}
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
		} else if !c.isText() || !isBlank(c.text) {
			break
		}
	}
	if summary == nil {
		b.flow(n, false)
		return
	}
	head := b.phrasing(atom.Summary, summary)
	summary.remove()
	if head.first == nil {
		b.flow(n, false)
		return
	}
	d := b.container(atom.Details, n)
	d.insertBefore(head, d.first)
	b.add(d)
}

// finish is called once for a container whose children are all there.
func (b *builder) finish(n *node) {
	if n.is(atom.Body, atom.Blockquote) {
		b.settleFooters()
	}
	b.gatherBullets(n)
	if n.is(atom.Li, atom.Td, atom.Th, atom.Dd, atom.Figcaption) {
		tighten(n)
	}
}

// tighten takes the paragraph of an element that holds a single one, and lists
// at most behind it: a tight list item, a table cell.
func tighten(n *node) {
	p := n.first
	if p == nil || p.tag != atom.P {
		return
	}
	for c := p.next; c != nil; c = c.next {
		if !c.is(atom.Ul, atom.Ol) {
			return
		}
	}
	if id := p.get("id"); id != "" {
		n.set("id", id)
		n.given = true
	}
	p.unwrap()
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
