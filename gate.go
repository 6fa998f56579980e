package htmlclean

import "strings"

var whyGate = reason("gate", "changed", "the policy allows less than the passes let through: a slip in one of the two lists")

// gate lets the rendering pass the policy. bluemonday writes quotes in text as
// character references, which an article does not need; so its output is
// compared with the rendering while it is written, and where the two say the
// same the rendering is returned. Where they differ bluemonday's output is, and
// the report says so.
func (j *job) gate(rendered string) string {
	same := comparison{rest: rendered, same: true}
	err := j.policy.SanitizeReaderToWriter(contextReader{j.ctx, strings.NewReader(rendered)}, &same)
	if err != nil {
		return "" // the context is done, which clean sees; a string cannot fail to be read
	}
	if same.same && same.rest == "" {
		return rendered
	}
	if j.report != nil {
		j.report.Changes = append(j.report.Changes, Change{Set: whyGate.Set, Rule: whyGate.Rule, Do: "replace", pos: j.pos})
	}
	return j.policy.Sanitize(rendered)
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
