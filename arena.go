package htmlclean

import (
	"slices"
	"sync"

	"golang.org/x/net/html"
)

// An arena hands out the nodes and attributes of one article, and takes all of
// them back when the article is done: nothing of a [Result] points into it. So an
// article of usual size needs no memory for its trees that the one before it has
// not needed.
type arena struct {
	nodes slab[node]
	attrs slab[html.Attribute]
}

// A slab is memory for many values of one type, handed out from its front.
type slab[T any] struct {
	chunks [][]T
	chunk  int // the one that values are taken from
	used   int // values taken from it
}

const (
	chunkSize  = 128 // values in a chunk
	keptChunks = 64  // chunks that stay with an arena that is given back
)

// take returns n values side by side, for n up to any size, that nobody else has.
// They are zero, and their slice has no room for more.
func (s *slab[T]) take(n int) []T {
	if s.chunk < len(s.chunks) && s.used+n > len(s.chunks[s.chunk]) {
		s.chunk++
		s.used = 0
	}
	for s.chunk == len(s.chunks) || n > len(s.chunks[s.chunk]) {
		s.chunks = slices.Insert(s.chunks, s.chunk, make([]T, max(n, chunkSize)))
	}
	s.used += n
	return s.chunks[s.chunk][s.used-n : s.used : s.used]
}

// reset takes all values back.
func (s *slab[T]) reset() {
	for i := 0; i <= s.chunk && i < len(s.chunks); i++ {
		clear(s.chunks[i])
	}
	s.chunks = slices.DeleteFunc(s.chunks, func(c []T) bool { return len(c) > chunkSize })
	if len(s.chunks) > keptChunks {
		s.chunks = slices.Delete(s.chunks, keptChunks, len(s.chunks))
	}
	s.chunk, s.used = 0, 0
}

// arenas are those that no article uses.
type arenas struct{ sync.Pool }

func (p *arenas) get() *arena {
	if a, ok := p.Get().(*arena); ok {
		return a
	}
	return new(arena)
}

func (p *arenas) put(a *arena) {
	a.nodes.reset()
	a.attrs.reset()
	p.Put(a)
}
