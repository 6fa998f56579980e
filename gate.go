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
	if j.report != nil {
		j.report.Changes = append(j.report.Changes, Change{Set: whyGate.Set, Rule: whyGate.Rule, Do: "replace", pos: j.pos})
	}
	return j.policy.Sanitize(rendered)
}

// tagsToJudge returns the tags of a rendering one after the other, without those
// that New has seen pass. Every < counts as the beginning of a tag, which ends
// with the next >: a rendering has neither in a text or in a value. If one had,
// or held anything else than tags and text, what is returned here would not pass.
func (j *job) tagsToJudge(rendered string) string {
	var tags strings.Builder
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
		if !j.plainTags[rest[:end]] {
			tags.WriteString(rest[:end])
		}
		rest = rest[end:]
	}
	return ""
}

// plainTags are the tags without attributes that the policy lets through. An
// iframe's are not among them: an HTML parser reads what is between them as
// text, so they stay together.
func plainTags(policy *bluemonday.Policy, allow *allowList) map[string]bool {
	plain := map[string]bool{}
	for name := range allow.elements {
		for _, tag := range [...]string{"<" + name + ">", "</" + name + ">"} {
			if name != "iframe" && policy.Sanitize(tag) == tag {
				plain[tag] = true
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
