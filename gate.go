package htmlclean

import "strings"

var whyGate = reason("gate", "changed", "the policy allows less than the passes let through: a slip in one of the two lists")

// gate lets the rendering pass the policy. bluemonday writes quotes in text as
// character references, which an article does not need; so its output is
// compared with the rendering, and where the two say the same the rendering is
// returned. Where they differ bluemonday's output is, and the report says so.
func (j *job) gate(rendered string) string {
	allowed := j.policy.Sanitize(rendered)
	if sameMarkup(rendered, allowed) {
		return rendered
	}
	if j.report != nil {
		j.report.Changes = append(j.report.Changes, Change{Set: whyGate.Set, Rule: whyGate.Rule, Do: "replace", pos: j.pos})
	}
	return allowed
}

// sameMarkup tells whether two serialisations are the same but for the
// characters that one of them writes as references: b is the policy's output for
// a, so every tag, attribute and text of a that it shares with b byte for byte
// is one the policy has let through.
func sameMarkup(a, b string) bool {
	for {
		n := 0
		for n < len(a) && n < len(b) && a[n] == b[n] && a[n] != '&' {
			n++
		}
		a, b = a[n:], b[n:]
		if a == "" || b == "" {
			return a == b
		}
		x, sizeA := character(a)
		y, sizeB := character(b)
		if x != y {
			return false
		}
		a, b = a[sizeA:], b[sizeB:]
	}
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
