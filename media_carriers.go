package htmlclean

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// A carrier is an element in whose place a script puts a player.
type carrier struct {
	element string   // its name; "" is any of carrierTags
	class   string   // a class it has; "" is none in particular
	attrs   []string // attributes that hold an address or an id, best first
	prefix  string   // makes an address of an id
	known   bool     // the attribute says much else: it counts where the table knows its player
	poster  bool     // and an id counts beside the poster of its film
}

const youtubeID = "https://www.youtube.com/embed/"

var carriers = []carrier{
	{element: "lite-youtube", attrs: []string{"videoid", "video-id"}, prefix: youtubeID},
	{element: "youtube-video", attrs: []string{"src", "videoid"}, prefix: youtubeID},
	{element: "lite-vimeo", attrs: []string{"videoid"}, prefix: "https://vimeo.com/"},
	{element: "vimeo-video", attrs: []string{"src"}, prefix: "https://vimeo.com/"},
	{element: "amp-youtube", attrs: []string{"data-videoid"}, prefix: youtubeID},
	{element: "amp-vimeo", attrs: []string{"data-videoid"}, prefix: "https://vimeo.com/"},
	{element: "amp-dailymotion", attrs: []string{"data-videoid"}, prefix: "https://www.dailymotion.com/embed/video/"},
	{element: "amp-soundcloud", attrs: []string{"data-trackid"}, prefix: "https://w.soundcloud.com/player/?url=https%3A%2F%2Fapi.soundcloud.com%2Ftracks%2F"},
	{element: "amp-iframe", attrs: []string{"src", "data-src"}},
	{element: "amp-twitter", attrs: []string{"data-tweetid"}, prefix: "https://platform.twitter.com/embed/Tweet.html?id="},
	{element: "amp-instagram", attrs: []string{"data-shortcode"}, prefix: "https://www.instagram.com/p/"},
	{element: "amp-facebook", attrs: []string{"data-href"}},
	{element: "mp-common-qqmusic", attrs: []string{"mid"}, prefix: "https://y.qq.com/n/ryqq/songDetail/"},
	{element: "qqmusic", attrs: []string{"mid"}, prefix: "https://y.qq.com/n/ryqq/songDetail/"},

	{class: "rll-youtube-player", attrs: []string{"data-src", "data-id"}, prefix: youtubeID},
	{class: "youtube-player", attrs: []string{"data-id", "data-src"}, prefix: youtubeID},
	{class: "youtube", attrs: []string{"data-embed"}, prefix: youtubeID},
	{class: "epyt-facade", attrs: []string{"data-facadesrc"}},
	{class: "flourish-embed", attrs: []string{"data-src"}, prefix: "https://flo.uri.sh/"},
	{class: "fb-video", attrs: []string{"data-href"}},
	{class: "fb-post", attrs: []string{"data-href"}},
	{attrs: []string{"data-youtube-id"}, prefix: youtubeID},
	{attrs: []string{"data-youtubeid"}, prefix: youtubeID},
	{attrs: []string{"data-youtube"}, prefix: youtubeID},
	{attrs: []string{"data-yt-id"}, prefix: youtubeID},
	{attrs: []string{"data-ytid"}, prefix: youtubeID},
	{attrs: []string{"data-vimeo-id"}, prefix: "https://vimeo.com/"},
	{element: "oembed", attrs: []string{"url"}}, // CKEditor
	{attrs: []string{"data-oembed-url"}, known: true},
	{attrs: []string{"data-embed-url"}, known: true},
	{attrs: []string{"data-embed-src"}, known: true},
	{attrs: []string{"data-iframe-src"}, known: true},
	{attrs: []string{"data-video-url"}, known: true},
	{attrs: []string{"data-src"}, known: true},
	{attrs: []string{"data-video-id"}, prefix: youtubeID, known: true, poster: true},
	{attrs: []string{"data-videoid"}, prefix: youtubeID, known: true, poster: true},
	{attrs: []string{"data-id"}, prefix: youtubeID, known: true, poster: true},
	{attrs: []string{"data-bvid"}, prefix: "https://www.bilibili.com/video/"},
}

// carrierTags are the elements that a carrier without a name of its own may be.
var carrierTags = atomSet(atom.Div, atom.Span, atom.Section, atom.Figure, atom.P, atom.Button)

// carriersByName and carriersByAttr index the table: by element, and by attribute
// for those that may be any element.
var carriersByName, carriersByAttr = func() (byName, byAttr map[string][]*carrier) {
	byName, byAttr = map[string][]*carrier{}, map[string][]*carrier{}
	for i := range carriers {
		c := &carriers[i]
		if c.element != "" {
			byName[c.element] = append(byName[c.element], c)
			continue
		}
		for _, key := range c.attrs {
			byAttr[key] = append(byAttr[key], c)
		}
	}
	return byName, byAttr
}()

// carried looks for the attributes by which n may be a carrier.
func (m *mediaPass) carried(n *node) *node {
	for i := range n.attr {
		if !strings.HasPrefix(n.attr[i].key, "data-") {
			continue
		}
		for _, c := range carriersByAttr[n.attr[i].key] {
			if c.class != "" && !n.hasClass(c.class) {
				continue
			}
			address, whole := c.address(n)
			if address == "" || c.poster && !whole && !showsPoster(n, address[len(c.prefix):]) {
				continue
			}
			row, _ := m.lookUp(address)
			if row == nil && (!whole || c.known) || c.known && row.as != asFrame {
				continue // the attribute says something else
			}
			return m.carrier(n, address, c.class != "")
		}
	}
	return n.nextIn(m.root)
}

// posterReach is how far into an element its poster is looked for.
const posterReach = 16

// showsPoster tells whether n shows the poster that YouTube has for an id: nothing
// else tells its ids from others.
func showsPoster(n *node, id string) bool {
	looked := 0
	for c := n; c != nil && looked < posterReach; c, looked = c.nextIn(n), looked+1 {
		for i := range c.attr {
			if a := &c.attr[i]; strings.Contains(a.val, "ytimg.com/vi") || strings.Contains(a.val, "youtube.com/vi") {
				return strings.Contains(a.val, "/"+id+"/")
			}
		}
	}
	return false
}

// address makes the address of the player from the best attribute that n has.
// It is whole where the attribute held all of it.
func (c *carrier) address(n *node) (address string, whole bool) {
	for _, key := range c.attrs {
		v := strings.TrimSpace(n.get(key))
		switch {
		case v == "":
		case strings.HasPrefix(v, "//"), strings.HasPrefix(v, "https://"), strings.HasPrefix(v, "http://"):
			return v, true
		case c.prefix != "" && !hasControl(v):
			return c.prefix + v, false
		}
	}
	return "", false
}

// carrier puts the player in n's place. An element that is a carrier only by an
// attribute, and has text, is more than a player: it stays, behind the player.
func (m *mediaPass) carrier(n *node, address string, byClass bool) *node {
	row, to := m.lookUp(address)
	if byClass || row == nil || row.as != asFrame || !n.hasText() {
		return m.show(n, []string{address}, "", whyPlayerCarrier)
	}
	if c := m.note(n, whyPlayerCarrier, "insert"); c != nil {
		c.Before, c.After = address, to
	}
	f := m.newFrame(n, row, to)
	n.parent.insertBefore(f, n)
	m.wrote(f, to)
	return n.nextIn(m.root)
}

// bareAddress is the text in the box of a WordPress embed. Where WordPress has
// not found out what to put there, it is the address that the author gave.
func (m *mediaPass) bareAddress(n *node) *node {
	next := n.nextIn(m.root)
	address := strings.Trim(n.text(), asciiSpace)
	if m.anchor != nil || strings.ContainsAny(address, asciiSpace) || !strings.HasPrefix(address, "https://") && !strings.HasPrefix(address, "http://") {
		return next
	}
	row, to := m.lookUp(address)
	if row != nil && row.as == asFrame {
		if c := m.note(n.parent, whyBareAddress, "replace"); c != nil {
			c.Before, c.After, c.Text, c.pos = address, to, address, n.pos
		}
		f := m.newFrame(n, row, to)
		n.replace(f)
		m.wrote(f, to)
		return next
	}
	if c := m.note(n.parent, whyBareAddress, "link"); c != nil {
		c.After, c.pos = address, n.pos
	}
	link := newElement(atom.A, n)
	link.set("href", address)
	n.replace(link)
	link.append(n)
	return next
}

// voice is a recording in a WeChat article.
func (m *mediaPass) voice(n *node) *node {
	id := aWord(strings.TrimRight(n.get("voice_encode_fileid"), "="))
	if id == "" {
		return m.discard(n, whyNoSource, n.get("voice_encode_fileid"))
	}
	address := "https://res.wx.qq.com/voice/getvoice?mediaid=" + n.get("voice_encode_fileid")
	audio := m.newNative(atom.Audio, n, []mediaSource{{address, ""}})
	name := oneLine(n.get("name"))
	if name == "" {
		return m.put(n, audio, address, whyPlayerCarrier, n.get("voice_encode_fileid"), "")
	}
	figure, caption := newElement(atom.Figure, n), newElement(atom.Figcaption, n)
	caption.append(newText(name, n))
	figure.append(audio)
	figure.append(caption)
	return m.put(n, figure, address, whyPlayerCarrier, n.get("voice_encode_fileid"), name)
}

// gistPage is the page of the gist that the script at src writes into an article.
func gistPage(src string) string {
	const host = "https://gist.github.com/"
	src = strings.TrimPrefix(strings.TrimSpace(src), "//")
	if rest, plain := strings.CutPrefix(src, "gist.github.com/"); plain {
		src = host + rest
	}
	page, _, isScript := strings.Cut(src, ".js")
	if !isScript || !strings.HasPrefix(page, host) || len(page) == len(host) {
		return ""
	}
	return page
}
