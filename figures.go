package htmlclean

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

var (
	whyDuplicate = reason("pictures", "duplicate", "a picture of the same address stands before it: a variant for another screen, or a lightbox's copy")
	whyCaption   = reason("structure", "caption", "a paragraph behind a picture that begins with a mark for \"see above\", or with the picture's source, or is a remark in brackets, is its caption")
	whyCentred   = reason("structure", "centred-caption", "a centred short line under a picture in the same paragraph is its caption")
	whyInFigure  = reason("structure", "figure-text", "the text of a figure that has no figcaption is its caption")
)

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
// n before n's text: an editor broke the caption in two. A sign has neither
// language nor direction of its own.
func (b *builder) takeMark(n *node) {
	mark := b.out.last
	if mark == nil || mark.tag != atom.P || b.j.allow.attributes && len(mark.attr) > 0 || mark.given && n.given ||
		mark.first != mark.last || !mark.first.isText() || !isLoneMark(mark.first.text()) || utf8.RuneCountInString(n.textContent()) > maxCaption {
		return
	}
	mark.remove()
	if openFigure(b.out) == nil {
		b.out.append(mark)
		return
	}
	passID(mark, n)
	n.insertBefore(newText(mark.first.text()+" ", mark), n.first)
}

func isLoneMark(s string) bool { return s == "▲" || s == "△" }

func isMarkedCaption(p *node) bool {
	first := p.first
	for first != nil && !first.isText() {
		first = first.first
	}
	if first == nil || !hasCaptionMark(first.text()) && !strings.HasPrefix(first.text(), "（") {
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

// isRemark tells whether a whole paragraph is one remark in brackets that says where
// the picture is from, or says nothing about the article as a whole.
func isRemark(text string) bool {
	inner, opens := strings.CutPrefix(text, "（")
	inner, closes := strings.CutSuffix(inner, "）")
	count := utf8.RuneCountInString(inner)
	if !opens || !closes || count < 3 || count > maxRemark || strings.ContainsAny(inner, "（）") {
		return false
	}
	return hasCaptionMark(inner) || !isAboutArticle(inner)
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
	if b.codeLines(runs) {
		return
	}
	fig := openFigure(b.out)
	if fig == nil {
		b.addRuns(atom.P, runs)
		return
	}
	n := b.j.newNode(node{tag: atom.Figcaption})
	n.pos = fig.pos
	b.fill(n, runs)
	if c := b.j.note(n, whyCentred, "caption"); c != nil {
		c.Before, c.After = "p", "figcaption"
	}
	b.appendCaption(fig, n, b.runsLeft(), b.spoken())
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
// around it; bare where they stand in a figure already. Of those of one address
// it writes the first alone.
func (b *builder) pictures(line []run) {
	for i := range line {
		if line[i].node == nil || line[i].isBreak() || b.isDuplicate(line[i].node) {
			continue
		}
		r := run{node: line[i].node}
		if link := line[i].marks.find(atom.A); link != nil {
			around := *link.node
			around.mark = false // the rest of it is the mark of a note
			r.marks = &mark{tag: atom.A, node: &around, depth: 1}
		}
		if b.inFigure {
			b.fill(b.out, []run{r})
			continue
		}
		fig := b.j.newNode(node{tag: atom.Figure})
		fig.pos = r.node.pos
		if b.centred {
			b.centredFigure = fig
		}
		b.fill(fig, []run{r})
		b.add(fig)
	}
}

// isDuplicate takes out a picture, which stands in no line of text, where another
// of its address has been written before it. It tells whether it did.
func (b *builder) isDuplicate(n *node) bool {
	img := n
	if n.tag == atom.Picture {
		img = n.last
	}
	url, alt := img.get("src"), img.get("alt")
	if isSign(pixels(img.get("width")), pixels(img.get("height")), url, alt) {
		return false
	}
	first := b.shown[url]
	switch first {
	case nil:
		if b.shown == nil {
			b.shown = map[string]*node{}
		}
		b.shown[url] = img
		return false
	case img: // which is written again, in another container
		return false
	}
	if first.get("alt") == "" && alt != "" {
		if first.set("alt", alt); first.get("title") == alt {
			first.del("title")
		}
	}
	if c := b.j.note(n, whyDuplicate, "drop"); c != nil {
		c.lose(n)
		if origin, ok := b.j.pictureOrigin(img); ok {
			c.Before = origin.Original
		}
	}
	n.remove()
	return true
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
				for next != nil && joinCaptions(c, next) {
					next = parts.first
				}
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
				b.addAgain(c)
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
	b.moveID(f.caption)
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

// joinCaptions adds what stands behind a caption to it, if that is a caption as well:
// many sites write one for what is shown and one for who took it.
func joinCaptions(caption, n *node) bool {
	if n.tag != atom.Figcaption || n.given || n.has("lang") || n.has("dir") || caption.has("lang") || caption.has("dir") || caption.last.tag == atom.Figure {
		return false // it may be the caption of the figure in the other
	}
	n.remove()
	loosen(caption)
	loosen(n)
	caption.append(n)
	n.unwrap()
	tighten(caption) // lists may be all that stands behind its paragraph
	return true
}

// caption writes a figcaption: into its figure, or for the figure before it.
func (b *builder) caption(n *node) {
	if c := b.container(atom.Figcaption, n); c.first != nil {
		b.strayCaption(c)
	}
}

// appendCaption puts a caption that was written beside figure fig into it; left and
// lang are the direction and the language that it had there without saying so. Its
// id is the figure's.
func (b *builder) appendCaption(fig, c *node, left bool, lang string) {
	b.leadTo(fig, c)
	around, aroundLang := b.rtl, cmp.Or(fig.get("lang"), b.around)
	if dir := fig.get("dir"); dir != "" {
		around = dir == "rtl"
	}
	if dir := c.get("dir"); dir != "" {
		left = dir == "rtl"
	}
	c.del("dir")
	switch {
	case left && !around:
		c.set("dir", "rtl")
	case around && !left:
		c.set("dir", "ltr")
	}
	lang = cmp.Or(c.get("lang"), lang)
	if c.del("lang"); lang != "" && !sameLanguage(lang, aroundLang) {
		c.set("lang", lang)
		b.spoke = true
	}
	fig.append(c)
}

// strayCaption gives a caption to the figure around it or before it; without one
// it is text like any other.
func (b *builder) strayCaption(c *node) {
	if b.inFigure {
		b.moveID(c)
		b.out.append(c)
		return
	}
	if fig := openFigure(b.out); fig != nil && c.first.tag != atom.Figure {
		b.appendCaption(fig, c, b.runsLeft(), b.spoken())
		return
	}
	b.spill(c)
}
