package htmlclean

import (
	"slices"
	"sync"
)

// An arena hands out the nodes and attributes of one article, and takes all of
// them back when the article is done: nothing of a [Result] points into it. So an
// article of usual size needs no memory for its trees that the one before it has
// not needed.
type arena struct {
	nodes   slab[node]
	attrs   slab[attribute]
	rulings []ruling // in document order
	journal
}

// A slab is memory for values of one type, handed out from its front.
type slab[T any] struct {
	size   int   // values in a chunk
	free   []T   // what is left of the last chunk in use
	chunks [][]T // those in use first
	used   int
}

// A chunk is 32 KB with the word that Go puts in front of memory with pointers: its
// largest size class, of which nothing is left over.
const (
	nodesInChunk = 315
	attrsInChunk = 1023
	keptChunks   = 256 // chunks that stay with an arena that is given back
)

// one returns a value that nobody else has. It is zero.
func (s *slab[T]) one() *T {
	if len(s.free) == 0 {
		s.more(1)
	}
	v := &s.free[0]
	s.free = s.free[1:]
	return v
}

// take returns n of them side by side, in a slice that has no room for more.
func (s *slab[T]) take(n int) []T {
	if len(s.free) < n {
		s.more(n)
	}
	v := s.free[:n:n]
	s.free = s.free[n:]
	return v
}

// more goes on to a chunk that has room for n values.
func (s *slab[T]) more(n int) {
	if s.used == len(s.chunks) || n > s.size {
		s.chunks = slices.Insert(s.chunks, s.used, make([]T, max(n, s.size)))
	}
	s.free = s.chunks[s.used]
	s.used++
}

// reserve makes room for n values at once where that is more than an arena keeps.
// The garbage collector looks through what there is each time the memory doubles;
// a tree that grows by chunks it looks through again and again, but memory that is
// taken before the tree is made only while it is empty.
func (s *slab[T]) reserve(n int) {
	n -= len(s.free) + (len(s.chunks)-s.used)*s.size
	if n > keptChunks*s.size {
		s.chunks = slices.Insert(s.chunks, s.used, make([]T, n))
	}
}

// reset takes all values back.
func (s *slab[T]) reset() {
	s.chunks = slices.DeleteFunc(s.chunks, func(c []T) bool { return len(c) > s.size })
	if len(s.chunks) > keptChunks {
		s.chunks = slices.Delete(s.chunks, keptChunks, len(s.chunks))
	}
	for _, c := range s.chunks[:min(s.used, len(s.chunks))] {
		clear(c)
	}
	s.free, s.used = nil, 0
}

// emptied returns the memory of a list that is done with, if it is no more than
// an article of usual size needs.
func emptied[T any](list []T) []T {
	if cap(list) > 1<<13 {
		return nil
	}
	clear(list)
	return list[:0]
}

// arenas are those that no article uses.
type arenas struct{ sync.Pool }

func (p *arenas) get() *arena {
	if a, ok := p.Get().(*arena); ok {
		return a
	}
	return &arena{nodes: slab[node]{size: nodesInChunk}, attrs: slab[attribute]{size: attrsInChunk}}
}

func (p *arenas) put(a *arena) {
	a.nodes.reset()
	a.attrs.reset()
	a.rulings = emptied(a.rulings)
	a.journal.reset()
	p.Put(a)
}

// newNode makes a node and numbers it.
func (j *job) newNode(n node) *node {
	c := j.zeroNode()
	n.pos = c.pos
	*c = n
	return c
}

// zeroNode makes a node that has nothing but its number. For most nodes that is
// quicker than to copy one.
func (j *job) zeroNode() *node {
	c := j.nodes.one()
	j.pos++
	c.pos = j.pos
	return c
}

// copyAttr copies the attributes of a tag, which are valid until the next one is read.
func (j *job) copyAttr(attr []attribute) []attribute {
	c := j.attrs.take(len(attr))
	copy(c, attr)
	return c
}
