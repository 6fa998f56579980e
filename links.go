package htmlclean

import (
	"strings"

	"golang.org/x/net/html/atom"
)

var (
	whyRedirector = reason("links", "redirector", "the link goes through another site's counter or proxy; it now leads where it says")
	whySaid       = reason("links", "said-elsewhere", "only a request or a script could tell where the link leads, and another attribute of it, or its text, says so")
	whyTracking   = reason("links", "tracking", "query parameters that only say where the reader came from")
	whyBadLink    = reason("links", "forbidden-target", "a browser must not, or could not, follow the link; its text stays")
)

// links gives every link, and every source of a quotation, its final address.
func (j *job) links() {
	j.self = j.pageAddress()
	for n := j.root.first; n != nil; n = j.next(n) {
		switch n.tag {
		case atom.A:
			j.link(n)
		case atom.Blockquote, atom.Q, atom.Del, atom.Ins:
			if raw := strings.TrimSpace(n.get("cite")); raw != "" {
				if !strings.ContainsAny(raw, "/.:?") || raw[0] == '#' || strings.ContainsAny(raw, asciiSpace) {
					n.del("cite") // the title or author of a work
					continue
				}
				n.set("cite", j.addr.link(raw).url)
			}
		}
	}
}

func (j *job) link(n *node) {
	raw := n.get("href")
	to, said := j.linkTarget(n)
	if !said && strings.TrimSpace(raw) == "" {
		n.del("href")
		return
	}
	switch {
	case said:
		if j.plainLink(n.get("title")).url == to.url {
			n.del("title") // it would repeat what the link now says
		}
		if c := j.note(n, whySaid, "replace"); c != nil {
			c.Before, c.After = raw, to.url
		}
	case to.url == "" || to.url == "#":
		if c := j.note(n, whyBadLink, "unwrap"); c != nil {
			c.Before, c.After = raw, to.why
		}
		n.del("href")
		return
	case len(to.proxies) > 0:
		if c := j.note(n, whyRedirector, "replace"); c != nil {
			c.Before, c.After = raw, to.url
		}
	case len(to.tracking) > 0:
		if c := j.note(n, whyTracking, "replace"); c != nil {
			c.Before, c.After = raw, to.url
		}
	}
	n.set("href", to.url)
	j.linksInPage = j.linksInPage || j.fragment(n) != ""
	if to.url != raw {
		if r := j.settledRule(n); r != nil {
			if c := j.note(n, &r.why, r.Do); c != nil {
				c.Before = raw
			}
			n.dissolve()
			return
		}
		if j.report != nil {
			j.origins[n.pos] = Link{URL: to.url, Original: raw, Proxies: to.proxies}
		}
	}
	n.del("rel")
	if j.opt.LinkRel != "" && strings.HasPrefix(to.url, "http") && (j.host == "" || hostOf(to.url) != j.host) {
		n.set("rel", j.opt.LinkRel)
	}
}

// linkTarget is where a link leads, and whether something else than its href said so.
func (j *job) linkTarget(n *node) (to address, said bool) {
	to = j.addr.link(n.get("href"))
	if to.url == "" || to.url == "#" || to.refused != "" {
		if other := j.saidTarget(n, to); other.url != "" {
			return other, true
		}
	}
	return to, false
}

// targetAttributes say where a link leads whose href is left to a script, best
// first: Baidu, so.com, editors of forums.
var targetAttributes = []string{"data-original-href", "data-mdurl", "e-landurl", "data-href", "data-link"}

// redirectAttributes do so where the href is a redirector's: X's and assorted.
var redirectAttributes = []string{"data-expanded-url", "data-url", "data-original-url", "data-full-url", "title"}

// saidTarget is where a link leads by its other attributes or, where its href
// is a redirector's, by a line of its text, if that is a whole address of another host.
func (j *job) saidTarget(n *node, href address) address {
	for _, key := range targetAttributes {
		if to := j.plainLink(n.get(key)); to.url != "" {
			return to
		}
	}
	if href.refused == "" {
		return address{}
	}
	for _, key := range redirectAttributes {
		if to := j.plainLink(n.get(key)); to.url != "" {
			return to
		}
	}
	for _, line := range textLines(n, maxSaid) {
		if to := j.plainLink(line); to.url != "" && hostOf(to.url) != hostOf(href.url) {
			return to
		}
	}
	return address{}
}

// maxSaid is the longest address that is read from a text, in bytes.
const maxSaid = 2048

// plainLink is the address of a value that is a whole absolute one and nothing
// else, and no redirector's.
func (j *job) plainLink(v string) address {
	v = strings.TrimSpace(validText(v))
	if !hasPrefixFold(v, "http://") && !hasPrefixFold(v, "https://") || strings.ContainsAny(v, " \t\n\u00a0\u3000…") || strings.HasSuffix(v, "...") {
		return address{}
	}
	to := j.addr.link(v)
	if to.refused != "" || strings.IndexByte(hostOf(to.url), '.') < 0 {
		return address{}
	}
	return to
}

// textLines is the text under n cut where a line or a block begins or ends, none
// where it is longer than max bytes.
func textLines(n *node, max int) (lines []string) {
	text, size, block := "", 0, (*node)(nil)
	for c := n.first; c != nil; c = c.nextIn(n) {
		around := c
		for around != n && !blockElements.has(around.tag) {
			around = around.parent
		}
		if around != block || c.tag == atom.Br {
			lines, text, block = append(lines, text), "", around
		}
		text += c.text()
		if size += len(c.text()); size > max {
			return nil
		}
	}
	return append(lines, text)
}
