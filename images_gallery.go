package htmlclean

import (
	"encoding/json"
	"strconv"
	"strings"

	"golang.org/x/net/html/atom"
)

// A galleryPicture is a picture that a gallery's list names.
type galleryPicture struct {
	address, alt  string
	width, height string
}

// galleryDepth is how deep in a list a picture may stand.
const galleryDepth = 6

// galleryReach is how many pictures that a gallery shows by itself are compared with its list.
const galleryReach = 64

// A galleryList is what a list says: its pictures, and a caption for all of them.
type galleryList struct {
	pictures []galleryPicture
	caption  string
}

// gallery makes an img of each picture that an attribute of n lists and n does
// not show. One that it shows, as a thumbnail mostly, learns its address from the list.
// The caption is for a figure that has none.
func (p *pictures) gallery(n *node, shown []*shot) (images []*node, caption string) {
	var list galleryList
	for i := range n.attr {
		if a := &n.attr[i]; isList(a) && rankOf(a.key).holds == listValue {
			var v any
			if json.Unmarshal([]byte(a.val), &v) == nil {
				p.readGallery(&list, v, galleryDepth)
			}
		}
	}
	if len(list.pictures) == 0 {
		return nil, ""
	}
	known := map[string]*shot{}
	for _, s := range shown[:min(len(shown), galleryReach)] {
		for i := range s.img.attr {
			if a := &s.img.attr[i]; a.key == "src" || rankOf(a.key).holds == oneValue {
				known[assetName(a.val)] = s
			}
		}
	}
	delete(known, "") // too little of a name to compare
	for _, g := range list.pictures {
		if s := known[assetName(g.address)]; s != nil {
			s.full = g.address
			if g.width != "" {
				s.img.set("data-width", g.width)
				s.img.set("data-height", g.height)
			}
			if s.img.get("alt") == "" && g.alt != "" {
				s.img.set("alt", g.alt)
			}
			continue
		}
		if c := p.note(n, whyGallery, "insert"); c != nil {
			c.After = g.address
		}
		images = append(images, g.img(n))
	}
	return images, list.caption
}

// captionGallery puts the caption that a list has behind its pictures.
func (p *pictures) captionGallery(n *node, words string) {
	caption := newElement(atom.Figcaption, n)
	caption.append(newText(words, n))
	n.append(caption)
	if c := p.note(n, whyGallery, "insert"); c != nil {
		c.Added = words
	}
}

// isList tells whether an attribute can hold a list of pictures at all: others
// of its name hold the name of a gallery, or, at Substack, what any element is about.
func isList(a *attribute) bool {
	if a.key == substackAttribute {
		return strings.HasPrefix(a.val, `{"gallery":{`)
	}
	return len(a.val) > 2 && (a.val[0] == '[' || a.val[0] == '{')
}

// readGallery lists the pictures of a JSON value. Of an object it looks at the
// known keys alone: it may say much that is no picture.
func (p *pictures) readGallery(list *galleryList, v any, depth int) {
	if depth == 0 {
		return
	}
	switch v := v.(type) {
	case string:
		if judge(v) == pictureAddress && (looksLikePicture(v) || looksLikePicture(p.addr.picture(v).url)) {
			list.pictures = append(list.pictures, galleryPicture{address: v})
		}
	case []any:
		for _, item := range v {
			p.readGallery(list, item, depth-1)
		}
	case map[string]any:
		before := len(list.pictures)
		for _, key := range galleryKeys {
			if _, isArray := v[key].([]any); isArray || v[key] == nil {
				continue
			}
			if p.readGallery(list, v[key], depth-1); len(list.pictures) > before {
				list.pictures[before].describe(v)
				return
			}
		}
		for _, key := range galleryLists {
			switch v[key].(type) {
			case []any, map[string]any:
				if caption, ok := v["caption"].(string); ok && list.caption == "" {
					list.caption = oneLine(validText(caption))
				}
				p.readGallery(list, v[key], depth-1)
				return
			}
		}
	}
}

// describe adds what an object says beside the address.
func (g *galleryPicture) describe(object map[string]any) {
	for _, key := range galleryTexts {
		if s, ok := object[key].(string); ok && g.alt == "" {
			g.alt = s
		}
	}
	pixels := func(keys ...string) string {
		for _, key := range keys {
			switch v := object[key].(type) {
			case float64:
				return strconv.FormatFloat(v, 'f', -1, 64)
			case string:
				return v
			}
		}
		return ""
	}
	if w, h := pixels("width", "w"), pixels("height", "h"); w != "" && h != "" {
		g.width, g.height = w, h
	}
}

func (g *galleryPicture) img(from *node) *node {
	img := newElement(atom.Img, from)
	img.set("src", g.address)
	if g.alt != "" {
		img.set("alt", g.alt)
	}
	if g.width != "" {
		img.set("width", g.width)
		img.set("height", g.height)
	}
	return img
}
