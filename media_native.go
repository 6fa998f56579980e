package htmlclean

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// mediaSources are the same for video, audio and source.
var mediaSources = []string{
	"src", "data-src", "data-original", "data-lazy-src", "data-video-src", "data-mp4", "data-video", "data-url", "data-litespeed-src",
	"data-cookieconsent-src", "data-cmp-src", "data-consent-src", "data-suppressedsrc",
}

var posterSources = []string{"poster", "data-poster", "data-lazy-poster", "data-poster-src", "data-litespeed-poster"}

// A mediaSource is one address of a video or an audio.
type mediaSource struct{ url, kind string }

// native gives a video or an audio its final attributes. Where no source can be
// played, the poster is a picture, and a link leads to the stream or the page.
func (m *mediaPass) native(n *node, tag atom.Atom) *node {
	var list []mediaSource
	var stream, first string
	plugin := false
	add := func(s *node) {
		for _, raw := range values(s, mediaSources) {
			if first == "" {
				first = raw
			}
			to := m.addr.media(raw).url
			switch {
			case !isWebPage(to):
			case isStream(to, s.get("type")):
				if stream == "" {
					stream = to
				}
			default:
				kind := strings.ToLower(strings.TrimSpace(s.get("type")))
				if s == n || !isMediaType(kind) {
					kind = ""
				}
				list = append(list, mediaSource{to, kind})
				return
			}
		}
	}
	add(n)
	for c := n.first; c != nil; c = c.nextIn(n) {
		for c != nil && c.is(atom.Video, atom.Audio) {
			plugin, c = true, c.following(n) // it has sources of its own
		}
		if c == nil {
			break
		}
		switch c.tag {
		case atom.Source:
			add(c)
		case atom.A:
			if len(list) == 0 && kindOf(c.get("href"), "") == tag.String() {
				add(&node{attr: []attribute{{"src", c.get("href")}}})
			}
		case atom.Iframe, atom.Embed, atom.Object:
			plugin = true
		}
	}
	if list = distinct(list); len(list) > 0 {
		return m.putNative(n, tag, list, first)
	}
	poster := m.newPoster(n)
	if plugin {
		if c := m.note(n, whyFallback, "unwrap"); c != nil {
			c.Before = first
		}
		if poster != nil {
			n.insertBefore(poster, n.first)
		}
		return n.unwrap()
	}
	href := stream
	if href == "" && strings.HasPrefix(first, "blob:") && isWebPage(m.page) {
		href = m.page
	}
	if href == "" && poster == nil {
		return m.discard(n, whyNoSource, first)
	}
	if href == "" {
		return m.put(n, poster, poster.get("src"), whyStream, first, "")
	}
	if poster != nil {
		n.parent.insertBefore(poster, n)
		m.last = nil
	}
	name := "Video"
	if tag == atom.Audio {
		name = "Audio"
	}
	p, label := m.newLink(n, href, name)
	return m.put(n, p, href, whyStream, first, label)
}

// putNative writes the element. What it holds for browsers without video is
// never shown and goes.
func (m *mediaPass) putNative(n *node, tag atom.Atom, list []mediaSource, first string) *node {
	with := m.newNative(tag, n, list)
	next := n.following(m.root)
	if m.last != nil && !m.twin && m.key == list[0].url && m.spare != m.inSpare {
		return m.put(n, with, list[0].url, whyNative, first, "")
	}
	if first != list[0].url || n.has("autoplay") || n.hasText() || n.imageAddresses() != nil {
		if c := m.note(n, whyNative, "replace"); c != nil {
			c.Before, c.After = first, list[0].url
			m.lost(c, n)
		}
	}
	n.replace(with)
	m.wrote(with, list[0].url)
	return next
}

// newNative makes a video or an audio. Nothing is loaded before the reader asks
// for it, but for the first picture of a video that has no poster.
func (m *mediaPass) newNative(tag atom.Atom, n *node, list []mediaSource) *node {
	with := newElement(tag, n)
	if len(list) == 1 {
		with.set("src", list[0].url)
	} else {
		for _, s := range list {
			source := newElement(atom.Source, n)
			source.set("src", s.url)
			if s.kind != "" {
				source.set("type", s.kind)
			}
			with.append(source)
		}
	}
	preload := "none"
	if tag == atom.Video {
		if poster := m.newPoster(n); poster != nil {
			with.set("poster", poster.get("src"))
		} else {
			preload = "metadata"
		}
		copySizes(with, n)
	}
	with.set("controls", "")
	with.set("preload", preload)
	return with
}

// newPoster makes the picture that stands for a video before it plays. Ghost has
// it as a background, behind a poster that shows nothing.
func (m *mediaPass) newPoster(n *node) *node {
	for _, raw := range append(values(n, posterSources), styleURL(n.get("style"))) {
		if judge(raw) == emptyAddress {
			continue
		}
		if to := m.addr.picture(raw).url; to != "" && isPicture(to) && judge(to) != emptyAddress {
			img := newElement(atom.Img, n)
			img.set("src", to)
			img.set("alt", "")
			return img
		}
	}
	return nil
}

// distinct drops sources that were named before.
func distinct(list []mediaSource) []mediaSource {
	seen := make(map[string]bool, len(list))
	kept := list[:0]
	for _, s := range list {
		if !seen[s.url] {
			seen[s.url] = true
			kept = append(kept, s)
		}
	}
	return kept
}

// isStream tells whether a source needs a script that cuts it into pieces.
func isStream(address, mediaType string) bool {
	t := strings.ToLower(mediaType)
	if strings.Contains(t, "mpegurl") || strings.Contains(t, "dash+xml") {
		return true
	}
	switch extension(address) {
	case "m3u8", "mpd", "flv", "f4m":
		return true
	}
	return false
}
