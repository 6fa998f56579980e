package htmlclean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

var (
	whyCredit   = reason("structure", "credit-line", "a short line under a picture that begins as a credit or with the picture's number, or ends with who took it, is its caption")
	whyCentredP = reason("structure", "centred-paragraph", "a centred short paragraph of one sentence under a centred picture is its caption, where the article is not centred itself")
)

// maxCredit is how many characters a line can have that is taken for a caption
// for how it begins or where it stands; maxNumbered, one that has the picture's
// number and a sign behind it.
const (
	maxCredit   = 80
	maxNumbered = 2 * maxCredit
)

// credits begin the lines that newsrooms put under pictures. What begins like
// one may be a text about the picture: it has to be short as well.
var credits = [...]string{
	"图：", "图/", "图／", "图|", "图｜", "图丨", "图 |", "图 /", "图片：", "图片说明：", "图注：", "图注:", "资料图：", "资料图片", "图片来自", "截图来自", "图为", "供图：", "圖：", "圖/", "圖／", "圖片說明：",
	"Photo:", "Photo by ", "Photo credit", "Photo courtesy of ", "Photograph:", "Photograph by ", "Photos by ", "Picture:",
	"Image:", "Image by ", "Image credit", "Image courtesy of ", "Image source", "Image via ", "Credit:", "Caption:",
}

// isCreditLine tells whether a paragraph is a credit or a numbered caption, and
// nothing more.
func isCreditLine(p *node) bool {
	first := firstText(p)
	if first == nil {
		return false
	}
	s := first.text()
	if len(s) < len("图1：") || s[0] != 'P' && s[0] != 'I' && s[0] != 'C' && s[0] != 'F' && s[0] < utf8.RuneSelf {
		return false
	}
	if isPictureNumber(s) {
		return isOneLine(p, maxNumbered)
	}
	begins := isNumberedTitle(p, s)
	for i := 0; i < len(credits) && !begins; i++ {
		begins = strings.HasPrefix(s, credits[i])
	}
	return begins && isOneLine(p, maxCredit)
}

// namesPhotographer tells whether a paragraph ends as Chinese newsrooms end a caption, "记者 林默 摄",
// and is not about who wrote and photographed the article.
func namesPhotographer(p *node) bool {
	last := p.last
	for last != nil && !last.isText() {
		last = last.last
	}
	if last == nil {
		return false
	}
	end := strings.TrimRight(last.text(), " \u00a0\u3000")
	if open := strings.LastIndex(end, "（"); open > 0 && strings.HasSuffix(end, "）") && strings.HasSuffix(end[:open], "摄") {
		end = end[:open] // "林默摄（渡口图片）", with the agency
	}
	end = strings.TrimRight(end, "）) \u00a0\u3000")
	who, ok := strings.CutSuffix(end, "摄")
	if !ok {
		who, ok = strings.CutSuffix(end, "攝")
	}
	if !ok || strings.HasSuffix(who, "拍") || strings.HasSuffix(who, "航") {
		return false
	}
	for c := p.first; c != nil; c = c.nextIn(p) {
		if c.is(atom.Br, atom.Img, atom.Picture) {
			return false
		}
	}
	text := strings.TrimFunc(p.textContent(), isInvisible)
	return utf8.RuneCountInString(text) <= maxCaption && !strings.Contains(text, "文/") && !strings.Contains(text, "文并")
}

// isPictureNumber tells whether a text begins with the number of a picture and
// a sign behind it, as "图 1：" and "Fig. 2." do.
func isPictureNumber(s string) bool {
	behind := behindPictureNumber(s)
	return strings.HasPrefix(behind, "：") || strings.HasPrefix(behind, ":") || strings.HasPrefix(behind, ". ")
}

// isNumberedTitle tells whether a paragraph, which begins with s, is the number of
// a picture and its title, as "图 1 步骤图" is: no sentence that says what it shows.
func isNumberedTitle(p *node, s string) bool {
	behind := behindPictureNumber(s)
	title := strings.TrimLeft(behind, " \u00a0")
	if len(title) == len(behind) || strings.ContainsAny(p.textContent(), "，。；！？,;!?") {
		return false
	}
	for _, word := range [...]string{"是", "为", "中", "里", "和", "与", "及", "所示", "展示", "显示", "给出", "说明", "表示", "描述", "列出", "可", "也", "则", "shows", "is ", "are ", "and ", "gives", "illustrates"} {
		if strings.HasPrefix(title, word) {
			return false
		}
	}
	return title != ""
}

// behindPictureNumber is what stands behind the number of a picture that a text
// begins with; "" where it begins with none.
func behindPictureNumber(s string) string {
	for _, word := range [...]string{"图", "圖", "Figure", "Fig."} {
		rest, ok := strings.CutPrefix(s, word)
		if !ok {
			continue
		}
		rest = strings.TrimLeft(rest, " \u00a0")
		digits := strings.TrimLeft(rest, "0123456789")
		if len(rest) > len(digits) {
			return digits
		}
	}
	return ""
}

// isOneLine tells whether a paragraph is one short line of text, of one sentence
// and of no more than so many characters.
func isOneLine(p *node, most int) bool {
	for c := p.first; c != nil; c = c.nextIn(p) {
		if c.is(atom.Br, atom.Img, atom.Picture) {
			return false
		}
	}
	text := strings.TrimFunc(p.textContent(), isInvisible)
	count := utf8.RuneCountInString(text)
	if count < 2 || count > most {
		return false
	}
	end := strings.IndexAny(text, "。！？!?")
	if end >= 0 {
		_, size := utf8.DecodeRuneInString(text[end:])
		if strings.Trim(text[end+size:], "。！？!?”\"」』）)") != "" {
			return false
		}
	}
	for i := 0; i+1 < len(text); i++ { // a full stop behind a word, not behind an initial
		if text[i] == '.' && text[i+1] == ' ' && i > 3 && !strings.ContainsAny(text[i-3:i], " .:") {
			return i < len("Figure 10.") && isPictureNumber(text)
		}
	}
	return true
}

// A captionGuess is a paragraph that may be the caption of the figure before it,
// and what speaks for that.
type captionGuess struct {
	p              *node
	centred, quiet bool
}

// guessCaption counts a paragraph, and remembers it where it may be the caption
// of the picture before it. A second paragraph of the same look behind it says
// that it is not.
func (b *builder) guessCaption(p *node) {
	if !b.out.is(atom.Body) || b.inFigure {
		return
	}
	if b.centred {
		b.centredCount++
	} else {
		b.uncentred++
	}
	if last := len(b.guesses) - 1; last >= 0 && b.guesses[last].p == b.out.last {
		g := &b.guesses[last]
		g.centred, g.quiet = g.centred && !b.centred, g.quiet && !b.quietLine
		return
	}
	fig := openFigure(b.out)
	if fig == nil {
		return
	}
	g := captionGuess{p: p, centred: b.centred && fig == b.centredFigure, quiet: b.quietLine}
	if (g.centred || g.quiet || isAllSmall(p)) && mayBeCaption(p) {
		b.guesses = append(b.guesses, g)
	}
}

// mayBeCaption tells whether a paragraph reads like a caption: no title, item or
// rule, and nothing about the article.
func mayBeCaption(p *node) bool {
	text := strings.TrimFunc(p.textContent(), isInvisible)
	first, _ := utf8.DecodeRuneInString(text)
	last, _ := utf8.DecodeLastRuneInString(text)
	switch {
	case !isOneLine(p, maxCredit), p.first == p.last && p.first.is(atom.Strong, atom.A), labelOf(text).kind != 0, strings.ContainsRune("：:，,、；;", last),
		!unicode.IsLetter(first) && !strings.ContainsRune("“\"「《（(▲△", first), strings.Contains(text[:min(len(text), len("十一、"))], "、"):
		return false
	}
	return !isAboutArticle(text)
}

// takeGuesses makes the paragraphs that were guessed to be captions captions, if
// most of the article has not the same look. The article's last block is none.
func (b *builder) takeGuesses() {
	if len(b.guesses) == 0 {
		return
	}
	centred := b.centredCount > b.uncentred
	quiet, small := mostIsQuiet(b.article), mostIsSmall(b.out)
	for _, g := range b.guesses {
		p, fig := g.p, g.p.prev
		if p.parent != b.out || p.tag != atom.P || fig == nil || fig.tag != atom.Figure || p.next == nil || len(p.attr) > 0 {
			continue
		}
		if first, last := fig.first, fig.last; first == nil || first.tag == atom.Figcaption || last.tag == atom.Figcaption {
			continue
		}
		switch {
		case g.centred && !centred:
			b.takeCaption(fig, p, whyCentredP)
		case g.quiet && !quiet:
			b.takeCaption(fig, p, whyQuiet)
		case isAllSmall(p) && !isAllSmall(p.next) && !small:
			b.takeCaption(fig, p, whySmall)
			p.first.unwrap() // captions are small anyway
		}
	}
}

// takeCaption makes a paragraph the caption of the figure before it.
func (b *builder) takeCaption(fig, p *node, why *Reason) {
	if c := b.j.note(p, why, "caption"); c != nil {
		c.Before, c.After = "p", "figcaption"
	}
	if p.parent != nil {
		p.remove()
	}
	p.rename(atom.Figcaption)
	b.appendCaption(fig, p, b.rtl, b.around)
}

// isAboutArticle tells whether a text names those who made the article, or the
// article itself.
func isAboutArticle(text string) bool {
	for _, word := range [...]string{"编辑", "责编", "記者", "记者", "作者", "通讯员", "实习", "校对", "翻译", "编译", "本文", "全文", "原标题", "题图", "来源", "转载", "未完", "注："} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}
