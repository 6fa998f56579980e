package htmlclean

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// A status is a quotation of a post of a network whose address may stand in an
// attribute only. Quotations of other networks hold a link to the post.
type status struct {
	class, name string
	attr        string // holds the post's address
}

var statuses = []status{
	{"instagram-media", "Instagram", "data-instgrm-permalink"},
	{"tiktok-embed", "TikTok", "cite"},
	{"text-post-media", "Threads", "data-text-post-permalink"},
	{"bluesky-embed", "Bluesky", "data-bluesky-uri"},
	{"mastodon-embed", "Mastodon", "data-embed-url"},
	{"imgur-embed-pub", "Imgur", "data-id"},
}

// status gives the quotation of a network's post a link to the post, where its
// address stands only in an attribute, and counts those whose frame follows.
func (m *mediaPass) status(n *node) {
	if n.hasClass("wp-embedded-content") {
		m.posts++
		return
	}
	class := n.get("class")
	if class == "" {
		return
	}
	for _, s := range statuses {
		if !strings.Contains(class, s.class) || !n.hasClass(s.class) {
			continue
		}
		href := m.addr.link(s.permalink(n.get(s.attr))).url
		if !isWebPage(href) || strings.HasPrefix(href, "/") || linksTo(n, href) {
			return
		}
		p, label := m.newLink(&node{pos: n.pos, source: n.source}, href, s.name)
		if c := m.note(n, whyStatus, "append"); c != nil {
			c.After, c.Added = href, label
		}
		n.append(p)
		return
	}
}

// permalink makes an address of what the attribute holds.
func (s *status) permalink(v string) string {
	v = strings.TrimSpace(v)
	switch s.name {
	case "Bluesky":
		did, post, ok := strings.Cut(strings.TrimPrefix(v, "at://"), "/app.bsky.feed.post/")
		if !ok || strings.Contains(did, "/") || aWord(post) == "" {
			return ""
		}
		return "https://bsky.app/profile/" + did + "/post/" + post
	case "Imgur":
		if v == "" {
			return ""
		}
		return "https://imgur.com/" + v
	case "Mastodon":
		return strings.TrimSuffix(v, "/embed")
	}
	v, _, _ = strings.Cut(v, "?")
	return v
}

// linksTo tells whether one of the first links under n leads to href. A status
// is short: looking at more would be for nothing.
func linksTo(n *node, href string) bool {
	looked := 0
	for c := n.first; c != nil && looked < 300; c = c.nextIn(n) {
		if c.tag == atom.A && bareAddress(c.get("href")) == bareAddress(href) {
			return true
		}
		looked++
	}
	return false
}

// bareAddress is an address without what does not tell one post from another.
func bareAddress(s string) string {
	if i := strings.IndexAny(s, "?#"); i >= 0 {
		s = s[:i]
	}
	s = strings.TrimPrefix(strings.TrimPrefix(s, "https://"), "http://")
	return strings.TrimSuffix(strings.TrimPrefix(s, "www."), "/")
}
