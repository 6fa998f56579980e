package htmlclean

import "math/bits"

// A wordMap maps words to values. It is made once and then only read. It is for
// what is asked for every class, attribute or tag of an article and is nearly
// always not in it: the length and three bytes of a word say so.
type wordMap[T any] struct {
	words  []string
	values []T
	slots  []int32 // a word's index plus 1, at its hash or in the first free slot behind; at most a quarter is full
	shift  int     // of a hash, so that it is one of the slots
}

func newWordMap[T any](values map[string]T) (m wordMap[T]) {
	for word, value := range values {
		*m.at(word) = value
	}
	return m
}

// get returns the value of a word, nil where it has none.
func (m *wordMap[T]) get(word string) *T {
	if len(m.slots) == 0 || word == "" {
		return nil
	}
	for i := m.slot(word); m.slots[i] != 0; i = (i + 1) % len(m.slots) {
		if at := m.slots[i] - 1; m.words[at] == word {
			return &m.values[at]
		}
	}
	return nil
}

// slot is where the search for a word begins.
func (m *wordMap[T]) slot(word string) int {
	n := len(word)
	sample := uint32(n) | uint32(word[0])<<8 | uint32(word[n/2])<<16 | uint32(word[n-1])<<24
	return int(sample * 0x9e3779b1 >> m.shift)
}

// at returns the value of a word to be set, which is not empty.
func (m *wordMap[T]) at(word string) *T {
	if v := m.get(word); v != nil {
		return v
	}
	m.words = append(m.words, word)
	m.values = append(m.values, *new(T))
	if 4*len(m.words) > len(m.slots) {
		m.slots = make([]int32, max(64, 2*len(m.slots)))
		m.shift = bits.LeadingZeros32(uint32(len(m.slots) - 1))
		for i := range m.words {
			m.place(i)
		}
	} else {
		m.place(len(m.words) - 1)
	}
	return &m.values[len(m.values)-1]
}

func (m *wordMap[T]) place(word int) {
	i := m.slot(m.words[word])
	for m.slots[i] != 0 {
		i = (i + 1) % len(m.slots)
	}
	m.slots[i] = int32(word) + 1
}
