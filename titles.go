package htmlclean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// What an article has for a title and for section titles is known only in part:
// both passes of this file are options.

var (
	whyTitle    = reason("structure", "title", "Options.DropTitle: the page that shows the article has its title already")
	whyPromoted = reason("structure", "promoted", "Options.PromoteHeadings: a short paragraph all in bold, without a full stop and with text behind it, is the title of a section")
)

// dropTitle takes out the headings at the very top that say the article's title;
// it tells whether there were any.
func (b *builder) dropTitle() (some bool) {
	j := b.j
	for n := j.root.first; n != nil && !j.stopped() && n.next != nil && headingLevel(n) >= 0; n = j.root.first {
		text := n.textContent()
		if !sameTitle(text, j.given) && !sameTitle(text, j.title) || n.imageAddresses() != nil {
			return some
		}
		b.leadTo(n.next, n)
		j.drop(n, whyTitle)
		some = true
	}
	return some
}

// sameTitle tells whether a heading says a title, which may have the names of a
// column and a site behind it. White space, punctuation and case say nothing:
// file systems and feeds change them.
func sameTitle(heading, title string) bool {
	heading = foldTitle(heading)
	if heading == "" {
		return false
	}
	for names := 0; title != "" && names <= maxNames; names++ {
		if foldTitle(title) == heading {
			return true
		}
		title = title[:lastSeparator(title)]
	}
	return false
}

// maxNames is how many names can stand behind a title.
const maxNames = 5

// lastSeparator is where the last name behind a title begins, with what divides
// it from the title; 0 where there is none.
func lastSeparator(title string) int {
	at := strings.LastIndexAny(title, "_|｜丨–—»«•·")
	for _, mark := range [...]string{" - ", "- ", " -", "-", " :: "} {
		if i := strings.LastIndex(title, mark); i > at {
			at = i
		}
	}
	return max(at, 0)
}

// foldTitle leaves the letters and digits of a title, in lower case and of
// half width.
func foldTitle(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			r -= '！' - '!'
		}
		if !unicode.IsLetter(r) && !unicode.IsNumber(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// promoteHeadings makes headings of paragraphs that look like section titles.
// They stand below the last heading the article has; where they are numbered,
// below each other as Chinese official documents number them (GB/T 9704-2012,
// 7.3.3). It tells whether there are any.
func (j *job) promoteHeadings() (some bool) {
	level := 0 // of the last heading; that of an h1 before the first
	var seen [len(ordinals)]bool
	for n := j.root.first; n != nil && !j.stopped(); n = n.next {
		if l := headingLevel(n); l >= 0 {
			level = l
			clear(seen[:])
			continue
		}
		if !isTitleLine(n) || !opensSection(n) {
			continue
		}
		kind := ordinalOf(n.textContent())
		below := 0
		for i := range seen {
			switch {
			case i >= kind:
				seen[i] = i == kind
			case seen[i]:
				below++
			}
		}
		to := headingTags[min(level+1+below, len(headingTags)-1)]
		if c := j.note(n, whyPromoted, "rename"); c != nil {
			c.Before, c.After = n.name(), to.String()
		}
		n.rename(to)
		n.first.unwrap()
		some = true
	}
	return some
}

// maxTitle is how wide a section title can be, in Latin characters; a Chinese
// one counts for two.
const maxTitle = 60

// isTitleLine tells whether a paragraph reads like a title: it is one line all in
// bold, short, and neither a sentence nor a quotation, a credit or a question
// and answer.
func isTitleLine(n *node) bool {
	if !isAllBold(n) {
		return false
	}
	for c := n.first.first; c != nil; c = c.nextIn(n.first) {
		if c.is(atom.Br, atom.A, atom.Img, atom.Picture, atom.Code) {
			return false
		}
	}
	text := strings.TrimFunc(n.textContent(), isInvisible)
	letter, width := false, 0
	for _, r := range text {
		letter = letter || unicode.IsLetter(r)
		width++
		if isWide(r) || unicode.Is(unicode.Hangul, r) {
			width++
		}
		if strings.ContainsRune("。！？!?；", r) {
			return false
		}
	}
	const closing = `"”’」』）)`
	first, _ := utf8.DecodeRuneInString(text)
	last, _ := utf8.DecodeLastRuneInString(text)
	if strings.ContainsRune("-—－·", first) || strings.ContainsRune(`"“‘「『（(`, first) && strings.ContainsRune(closing, last) {
		return false // an end mark, a quotation, a remark
	}
	last, _ = utf8.DecodeLastRuneInString(strings.TrimRight(text, closing))
	return letter && width <= maxTitle && !strings.ContainsRune(".;,:，：、…—-", last) && !isCredit(text)
}

// isAllBold tells whether a paragraph is bold from end to end.
func isAllBold(n *node) bool {
	return n.tag == atom.P && n.first.tag == atom.Strong && n.first == n.last
}

// isCredit tells whether a line begins like one about who made the article, or
// with a speaker.
func isCredit(text string) bool {
	for _, label := range [...]string{"文", "图", "文图", "图文", "作者", "编辑", "责编", "责任编辑", "记者", "来源", "撰文", "摄影", "校对", "翻译", "译者", "审核", "策划", "出品", "监制",
		"原标题", "图片来源", "本报记者", "Q", "A", "问", "答", "注", "by", "author", "source", "text", "photo", "photos", "words"} {
		if !hasPrefixFold(text, label) {
			continue
		}
		rest := strings.TrimLeft(text[len(label):], " ")
		if rest == "" || strings.HasPrefix(label, "by") && len(rest) < len(text)-len(label) {
			return true
		}
		if r, _ := utf8.DecodeRuneInString(rest); strings.ContainsRune(":：/／|｜丨&", r) {
			return true
		}
	}
	return strings.Contains(text, "记者 ") || strings.Contains(text, "通讯员 ") || isByline(text)
}

// isByline tells whether a line is names with what those who have them do, with
// commas between: "记者林默，通讯员李河", "Mo Lin, Staff Writer".
func isByline(text string) bool {
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",，、;；", r) })
	if len(parts) < 2 {
		return false
	}
	roles := 0
	for _, part := range parts {
		part = strings.TrimSpace(part)
		for _, role := range [...]string{"本报记者", "特约记者", "见习记者", "实习记者", "记者", "通讯员", "实习生", "摄影"} {
			if name, ok := strings.CutPrefix(part, role); ok && utf8.RuneCountInString(name) <= maxHanName {
				roles++
				break
			}
		}
	}
	last := strings.ToLower(strings.TrimSpace(parts[len(parts)-1]))
	for _, role := range [...]string{"记者", "通讯员", "撰稿人", "专栏作家", "摄影师", "编辑",
		"writer", "reporter", "correspondent", "editor", "contributor", "columnist", "photographer"} {
		if strings.HasSuffix(last, role) {
			return true
		}
	}
	return roles == len(parts)
}

// maxHanName is how many characters a Chinese name has at most.
const maxHanName = 4

// opensSection tells whether a bold paragraph stands alone, at most behind a
// number, and is followed by text that is not bold, at once or behind pictures.
func opensSection(n *node) bool {
	if n.prev != nil && isAllBold(n.prev) && !isSectionNumber(n.prev.textContent()) {
		return false
	}
	next := n.next
	for i := 0; i < 3 && next != nil && next.tag == atom.Figure; i++ {
		next = next.next
	}
	return next != nil && next.tag == atom.P && !isAllBold(next)
}

// ordinals are the ways in which sections are numbered, from the outermost
// inwards: 一、 （一） 1. （1）.
var ordinals = [4]struct{ before, digits, behind string }{
	{"", hanDigits, "、.．，"}, {"（(", hanDigits, "）)"}, {"", arabicDigits, "、.．"}, {"（(", arabicDigits, "）)"},
}

const (
	hanDigits    = "一二三四五六七八九十"
	arabicDigits = "0123456789"
)

// ordinalOf tells which of the ordinals a title begins with, -1 for none.
func ordinalOf(text string) int {
	for i, o := range ordinals {
		rest := text
		if o.before != "" {
			if r, size := utf8.DecodeRuneInString(text); strings.ContainsRune(o.before, r) {
				rest = text[size:]
			} else {
				continue
			}
		}
		number := strings.TrimLeft(rest, o.digits)
		if r, _ := utf8.DecodeRuneInString(number); len(number) < len(rest) && strings.ContainsRune(o.behind, r) {
			return i
		}
	}
	return -1
}
