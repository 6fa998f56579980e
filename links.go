package htmlclean

import (
	"strings"

	"golang.org/x/net/html/atom"
)

var (
	whyRedirector = reason("links", "redirector", "the link goes through another site's counter or proxy; it now leads where it says")
	whyTracking   = reason("links", "tracking", "query parameters that only say where the reader came from")
	whyBadLink    = reason("links", "forbidden-target", "a browser must not, or could not, follow the link; its text stays")
)

// links gives every link, and every source of a quotation, its final address.
func (j *job) links() {
	for n, step := j.root.first, 0; n != nil && !j.stopped(step); n, step = n.nextIn(j.root), step+1 {
		switch n.tag {
		case atom.A:
			j.link(n)
		case atom.Blockquote, atom.Q, atom.Del, atom.Ins:
			if raw := n.get("cite"); raw != "" {
				n.set("cite", j.addr.link(raw).url)
			}
		}
	}
}

func (j *job) link(n *node) {
	raw := n.get("href")
	if strings.TrimSpace(raw) == "" {
		n.del("href")
		return
	}
	to := j.addr.link(raw)
	switch {
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
	if j.report != nil && to.url != raw {
		j.origins[n.pos] = Link{URL: to.url, Original: raw, Proxies: to.proxies}
	}
	n.set("href", to.url)
	n.del("rel")
	if j.opt.LinkRel != "" && strings.HasPrefix(to.url, "http") && (j.addr.host() == "" || hostOf(to.url) != j.addr.host()) {
		n.set("rel", j.opt.LinkRel)
	}
}
