package htmlclean

import (
	"cmp"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A ruling is an element of the input, and the rule that read found for it.
type ruling struct {
	of   *node
	rule *rule
}

// applyRules does what the rules found by read say. Afterwards vendor elements
// are standard ones: what a rule unwraps is a div or a span, which mean nothing
// and which the structure pass dissolves without joining words.
func (j *job) applyRules() {
	for i := 0; i < len(j.rulings) && !j.stopped(); i++ {
		n, r := j.rulings[i].of, j.rulings[i].rule
		switch {
		case !n.isUnder(j.root): // it went with what it was in
		case r.Do == "drop", r.Do == "line-number", r.Do == "marker":
			j.dropByRule(n, r)
		default:
			j.apply(n, r)
		}
	}
}

func (j *job) dropByRule(n *node, r *rule) {
	switch {
	case r.Do == "marker":
		makeItem(n, r.Value)
	case r.Do == "line-number":
		if next := n.following(j.root); next != nil && next.isText() {
			next.data = strings.TrimPrefix(next.text(), " ")
		}
	case n.tag == atom.Div:
		rememberLanguage(n)
	}
	j.drop(n, &r.why)
}

// contentActions say what the content of an element is.
var contentActions = nameSet(`heading next-heading quote caption figure footer list item paragraph code notes`)

func (j *job) apply(n *node, r *rule) {
	if n.tag == atom.Img && contentActions[r.Do] {
		return // it holds nothing: a class of what is about the picture stands at the picture
	}
	change := j.note(n, &r.why, r.Do)
	before := n.name()
	if change != nil && n.tag == atom.Img && (r.Do == "rename" || r.Do == "text" && !isBlank(n.ruleText(r))) {
		change.Images = n.imageAddresses()
	}
	switch r.Do {
	case "keep":
	case "unwrap":
		if change != nil && n.tag == atom.A {
			change.Before = n.get("href")
		}
		n.dissolve()
	case "rename":
		n.renameAll(r.to)
	case "heading":
		n.rename(headingTags[r.Level-1])
		n.showNumber(r, change)
	case "next-heading":
		n.dissolve()
		if h := nextBold(n, j.root); h != nil {
			h.rename(headingTags[r.Level-1])
		}
	case "quote":
		n.rename(atom.Blockquote)
	case "caption":
		n.rename(atom.Figcaption)
	case "figure":
		n.rename(atom.Figure)
	case "footer":
		n.rename(atom.Footer)
	case "list":
		n.rename(atom.Ul)
	case "item":
		n.rename(atom.Li)
	case "paragraph":
		n.rename(atom.P)
	case "code":
		n.makeCode(r)
	case "formula":
		if !j.formula(n, r, change) && change != nil {
			j.changes = j.changes[:len(j.changes)-1]
			change = nil
		}
	case "text":
		n.showText(r, change)
	case "footnote":
		j.footnote(n, r, change)
	case "notes":
		n.rename(atom.Ol)
		j.noteLists = append(j.noteLists, n)
	case "link":
		n.makeLink(r, change)
	case "image", "video", "audio", "embed":
		n.makeMedia(r)
	}
	if change != nil && change.Before == "" && n.name() != before {
		change.Before, change.After = before, n.name()
	}
}

// settledRule finds the rule that takes a link or a picture away for what is written
// of it in the end.
func (j *job) settledRule(n *node) *rule {
	for _, r := range j.rules.settled {
		if r.key.tag == n.tag && r.isFor(j.host) && r.selector.matches(n) {
			return r
		}
	}
	return nil
}

var headingTags = [6]atom.Atom{atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6}

// dissolve turns n into an element without meaning of the same kind.
func (n *node) dissolve() {
	if blockElements.has(n.tag) {
		n.rename(atom.Div)
	} else {
		n.rename(atom.Span)
	}
	n.attr = nil
}

// renameAll gives n the first name, and puts what it holds into elements of the
// other names, each in the one before. The innermost has n's attributes.
func (n *node) renameAll(tags []atom.Atom) {
	n.rename(tags[0])
	for i, tag := range slices.Backward(tags[1:]) {
		inner := newElement(tag, n)
		if i == len(tags)-2 {
			inner.attr, n.attr = n.attr, nil
		}
		for n.first != nil {
			c := n.first
			c.remove()
			inner.append(c)
		}
		n.append(inner)
	}
}

// showNumber puts the number that CSS draws from an attribute before the text of
// the heading n.
func (n *node) showNumber(r *rule, change *Change) {
	if r.Attr == "" || !n.hasText() {
		return
	}
	number := oneLine(validText(n.get(r.Attr)))
	if number == "" {
		return
	}
	n.insertBefore(newText(number+" ", n), n.first)
	if change != nil {
		change.Added = number
	}
}

// makeItem makes the paragraph that n stands in an item of a list: n is the
// bullet or number in front of it, which is drawn where n shows nothing. Word
// says in the paragraph's style how deep the item is.
func makeItem(n *node, drawn string) {
	p := n.parent
	for i := 0; i < 4 && p != nil && !blockElements.has(p.tag); i++ {
		p = p.parent
	}
	if p == nil || !p.is(atom.P, atom.Div, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6) || p.parent == nil {
		return
	}
	level := "1"
	if _, after, ok := strings.Cut(p.get("style"), " level"); ok && after != "" && after[0] > '1' && after[0] <= '9' {
		level = after[:1]
	}
	p.rename(atom.Li)
	if id := n.get("id"); id != "" && !p.has("id") {
		p.set("id", id)
	}
	p.set(markerAttribute, cmp.Or(strings.TrimSpace(strings.ReplaceAll(n.textContent(), "\u00a0", " ")), drawn))
	p.set(levelAttribute, level)
}

// An item that "marker" made remembers its bullet or number, and how deep it is.
const (
	markerAttribute = "data-marker"
	levelAttribute  = "data-level"
)

// nextBold finds the block after n that is a paragraph all in bold, the shape a
// section heading has where a vendor has no heading element. Only blocks that
// show nothing may stand between; it looks at a bounded number of nodes.
func nextBold(n, root *node) *node {
	left := conditionNodes
	for m := n.following(root); m != nil; m = m.nextIn(root) {
		if left--; left < 0 {
			return nil
		}
		switch {
		case m.isText():
			if !isBlank(m.text()) {
				return nil
			}
		case m.tag == atom.P:
			if allBold(m, &left) {
				return m
			}
			if m.hasText() {
				return nil
			}
		case showsItself.has(m.tag):
			return nil
		}
	}
	return nil
}

// allBold tells whether all text under n, of which there is some, is in bold.
func allBold(n *node, left *int) bool {
	some := false
	for c := n.first; c != nil; {
		if *left--; *left < 0 {
			return false
		}
		switch {
		case c.tag == atom.Strong || c.tag == atom.B:
			some = some || c.hasText()
			c = c.following(n)
			continue
		case c.isText() && !isBlank(c.text()):
			if c.parent == n || !insideBold(c, n) {
				return false
			}
		case showsItself.has(c.tag):
			return false
		}
		c = c.nextIn(n)
	}
	return some
}

func insideBold(c, root *node) bool {
	for p := c.parent; p != nil && p != root; p = p.parent {
		if p.tag == atom.Strong || p.tag == atom.B {
			return true
		}
	}
	return false
}

// showText makes the text of an attribute, or the rule's value, n's content,
// where n shows nothing by itself but perhaps a drawing.
func (n *node) showText(r *rule, change *Change) {
	text := n.ruleText(r)
	if isBlank(text) || n.showsSomething() {
		return
	}
	if change != nil {
		change.Added = text
	}
	if len(r.to) > 0 {
		n.renameAll(r.to)
		for n.first != nil && len(r.to) > 1 {
			n = n.first
		}
	}
	for n.first != nil {
		n.first.remove()
	}
	n.append(newText(text, n))
}

// ruleText is what a "text" rule has n show.
func (n *node) ruleText(r *rule) string {
	switch {
	case r.Attr == "":
		return r.Value
	case len(r.Keys) > 0:
		return validText(jsonString(parseJSON(n.get(r.Attr)), r.Keys["text"]))
	}
	return validText(n.get(r.Attr))
}

// showsSomething tells whether n holds text, or what shows itself.
func (n *node) showsSomething() bool {
	left := conditionNodes
	for c := n.first; c != nil; c = c.nextIn(n) {
		if left--; left < 0 || c.isText() && !isBlank(c.text()) || showsItself.has(c.tag) {
			return true
		}
	}
	return false
}

// makeLink turns n into a link. Where the attribute holds JSON that knows the
// link's text, a link that shows nothing gets it.
func (n *node) makeLink(r *rule, change *Change) {
	href, text := n.get(r.Attr), ""
	if len(r.Keys) > 0 {
		data := parseJSON(href)
		href, text = jsonString(data, r.Keys["href"]), validText(jsonString(data, r.Keys["text"]))
		if key := r.Keys["html"]; key != "" {
			text = textOfHTML(validText(jsonString(data, key)))
		}
	}
	if href == "" {
		return
	}
	if !isBlank(text) && !n.showsSomething() {
		n.append(newText(text, n))
		if change != nil {
			change.Added = text
		}
	}
	if blockElements.has(n.tag) {
		n.renameAll([]atom.Atom{atom.P, atom.A})
		n = n.first
	} else {
		n.rename(atom.A)
	}
	n.attr = []attribute{{"href", href}}
}

// textOfHTML is what a browser shows of markup that is all phrasing.
func textOfHTML(markup string) string {
	if !strings.ContainsAny(markup, "<&") {
		return markup
	}
	var text strings.Builder
	for z := html.NewTokenizer(strings.NewReader(markup)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return text.String()
		case html.TextToken:
			text.Write(z.Text())
		}
	}
}

// makeCode turns n into a code block. What n says about its language stays.
func (n *node) makeCode(r *rule) {
	lang := r.Lang
	if r.Attr != "" {
		lang = languageName(n.get(r.Attr))
	}
	if n.tag != atom.Code || n.parent.tag != atom.Pre {
		n.rename(atom.Pre)
	}
	n.del("style")
	if lang != "" || !n.has("data-lang") {
		n.set("data-lang", lang)
	}
}

// makeMedia puts the picture, video, audio or embed that n stands for before
// n's content and dissolves n; an img stays and is given its address.
func (n *node) makeMedia(r *rule) {
	attr := mediaAttributes(n, r)
	if attr == nil {
		return
	}
	if n.tag == atom.Img && r.Do == "image" {
		n.set("src", attr[0].val)
		return
	}
	tag := map[string]atom.Atom{"image": atom.Img, "video": atom.Video, "audio": atom.Audio, "embed": atom.Iframe}[r.Do]
	m := newElement(tag, n)
	for _, a := range n.attr {
		if a.key != r.Attr && a.key != "src" && a.key != "style" {
			m.attr = append(m.attr, a)
		}
	}
	m.attr = append(m.attr, attr...)
	n.dissolve()
	n.insertBefore(m, n.first)
}

// mediaAttributes reads the address, src first, and what stands with it out of
// the rule's attribute; nil where there is none.
func mediaAttributes(n *node, r *rule) []attribute {
	val := n.get(r.Attr)
	if len(r.Keys) == 0 {
		if val == "" {
			return nil
		}
		return []attribute{{"src", val}}
	}
	data := parseJSON(val)
	var attr []attribute
	for _, key := range keysOf[r.Do] {
		if s := jsonString(data, r.Keys[key]); s != "" {
			attr = append(attr, attribute{key, s})
		}
	}
	if len(attr) == 0 || attr[0].key != "src" {
		return nil
	}
	return attr
}

// parseJSON reads the object that an attribute holds, percent-encoded or not.
func parseJSON(val string) (data map[string]any) {
	if strings.HasPrefix(val, "%") {
		if plain, err := url.PathUnescape(val); err == nil {
			val = plain
		}
	}
	if json.Unmarshal([]byte(val), &data) != nil {
		return nil
	}
	return data
}

// jsonString is what the object has under a key, if that is a text or a number.
func jsonString(data map[string]any, key string) string {
	switch v := data[key].(type) {
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return ""
}
