package htmlclean

import (
	"strings"

	"github.com/microcosm-cc/bluemonday"
)

var whyGate = reason("gate", "changed", "the policy allows less than the passes let through: a slip in one of the two lists")

// gate lets the rendering pass the policy. bluemonday writes quotes in text as
// character references, which an article does not need; so its output is
// compared with the rendering, and where the two say the same the rendering is
// returned. Where they differ bluemonday's output is, and the report says so.
//
// What the policy judges is the tags: text it lets through as it stands, and
// text is most of an article. So it is first shown the tags alone. Only where
// they do not all pass does it see the whole rendering.
func (j *job) gate(rendered string) string {
	if tags := j.tagsToJudge(rendered); !j.done && (j.passes(tags) || j.passes(rendered)) {
		return rendered
	}
	if j.ctx.Err() != nil {
		return "" // which clean sees as well
	}
	if change := j.change(whyGate, "replace"); change != nil {
		change.pos = j.pos
	}
	return j.policy.Sanitize(rendered)
}

// tagsToJudge returns the tags of a rendering one after the other, without those
// that New has seen pass, and without attributes that stand in them already.
// Every < counts as the beginning of a tag, which ends with the next >: a
// rendering has neither in a text or in a value. If one had, or held anything
// else than tags and text, what is returned here would not pass.
func (j *job) tagsToJudge(rendered string) string {
	var tags tagWriter
	for rest := rendered; !j.stopped(); {
		at := strings.IndexByte(rest, '<')
		if at < 0 {
			return tags.String()
		}
		rest = rest[at:]
		end := strings.IndexByte(rest, '>') + 1
		if end == 0 {
			end = len(rest)
		}
		if tag := rest[:end]; j.plainTags.get(tag) == nil {
			if tags.Len() == 0 {
				tags.Grow(len(rendered) / 4)
			}
			tags.write(tag)
		}
		rest = rest[end:]
	}
	return ""
}

// A tagWriter writes tags, each attribute of an element once. Of those it has
// written it remembers some: of two that share a place in its memory the later.
type tagWriter struct {
	strings.Builder
	written [64]struct{ element, attribute string }
}

// write writes a tag as it stands, unless it is the start tag of an element with
// attributes as a rendering has them: ` key="value"`, without a quote in between.
// Such attributes a tokenizer can read in one way only, and the policy judges
// each by itself, so those that have been written for the element are left out,
// and with the last of them the tag.
func (w *tagWriter) write(tag string) {
	element, rest, _ := strings.Cut(tag, " ")
	if !isTagWithAttributes(element, rest) || element == "<iframe" {
		w.WriteString(tag)
		return
	}
	begun := false
	for rest = tag[len(element):]; rest != ">"; {
		quote := strings.IndexByte(rest, '"') + 1
		end := quote + strings.IndexByte(rest[quote:], '"') + 1
		attribute := rest[:end]
		rest = rest[end:]
		place := &w.written[(len(attribute)*5+int(attribute[1])+int(attribute[end-2])*3)%len(w.written)]
		if place.attribute == attribute && place.element == element {
			continue
		}
		place.element, place.attribute = element, attribute
		if !begun {
			w.WriteString(element)
			begun = true
		}
		w.WriteString(attribute)
	}
	if begun {
		w.WriteByte('>')
	}
}

// isTagWithAttributes tells whether element and what is behind its first space
// are a start tag of nothing but attributes, each with a name in small letters
// and hyphens and a value in quotes.
func isTagWithAttributes(element, rest string) bool {
	if len(element) < 2 || element[0] != '<' || !isTagName(element[1:]) {
		return false
	}
	for {
		key, behind, ok := strings.Cut(rest, `="`)
		if !ok || !isTagName(key) {
			return false
		}
		_, behind, ok = strings.Cut(behind, `"`)
		if !ok {
			return false
		}
		if behind == ">" {
			return true
		}
		if rest, ok = strings.CutPrefix(behind, " "); !ok {
			return false
		}
	}
}

// isTagName tells whether s is a name of small letters, digits and hyphens.
func isTagName(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; !(c >= 'a' && c <= 'z' || i > 0 && (c >= '0' && c <= '9' || c == '-')) {
			return false
		}
	}
	return s != ""
}

// plainTags are the tags without attributes that the policy lets through. An
// iframe's are not among them: an HTML parser reads what is between them as
// text, so they stay together.
func plainTags(policy *bluemonday.Policy, allow *allowList) wordMap[bool] {
	var plain wordMap[bool]
	for name := range allow.elements {
		for _, tag := range [...]string{"<" + name + ">", "</" + name + ">"} {
			if name != "iframe" && policy.Sanitize(tag) == tag {
				*plain.at(tag) = true
			}
		}
	}
	return plain
}

// passes tells whether the policy lets all of s through.
func (j *job) passes(s string) bool {
	if s == "" {
		return true
	}
	same := comparison{rest: s, same: true}
	err := j.policy.SanitizeReaderToWriter(contextReader{j.ctx, strings.NewReader(s)}, &same)
	return err == nil && same.same && same.rest == ""
}

// A comparison tells whether what is written to it is the same markup as a
// rendering, but for the characters that one of them writes as references: the
// policy writes what it lets through of the rendering, so every tag, attribute
// and text that both share byte for byte is one that it lets through.
type comparison struct {
	rest string // of the rendering, what has not been compared
	same bool
}

func (c *comparison) Write(p []byte) (int, error) { return c.WriteString(string(p)) }

// WriteString is given whole tokens: no reference is cut in two.
func (c *comparison) WriteString(s string) (int, error) {
	size := len(s)
	for c.same && s != "" {
		n := 0
		for n < len(s) && n < len(c.rest) && s[n] == c.rest[n] && s[n] != '&' {
			n++
		}
		s, c.rest = s[n:], c.rest[n:]
		if s == "" {
			break
		}
		if c.rest == "" {
			c.same = false
			break
		}
		x, sizeS := character(s)
		y, sizeRest := character(c.rest)
		if c.same = x == y; c.same {
			s, c.rest = s[sizeS:], c.rest[sizeRest:]
		}
	}
	return size, nil
}

// character reads the first character of s and its size. Of references it knows
// those for which the two writers differ; any other & is itself.
func character(s string) (c byte, size int) {
	if s[0] != '&' {
		return s[0], 1
	}
	for _, r := range [...]struct {
		ref string
		c   byte
	}{{"&#34;", '"'}, {"&quot;", '"'}, {"&#39;", '\''}, {"&#123;", '{'}, {"&#125;", '}'}} {
		if strings.HasPrefix(s, r.ref) {
			return r.c, len(r.ref)
		}
	}
	return '&', 1
}
