package eval

import "sync"

// Order hands out what several workers finish in the order of their numbers,
// which start at 0 and leave none out.
type Order[T any] struct {
	mu      sync.Mutex
	next    int
	pending map[int]T
	emit    func(T) error
	err     error
}

// NewOrder returns an Order that calls emit, never twice at once.
func NewOrder[T any](emit func(T) error) *Order[T] {
	return &Order[T]{pending: map[int]T{}, emit: emit}
}

// Put gives in the value with number i. It returns the first error of emit, now
// and ever after.
func (o *Order[T]) Put(i int, v T) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.pending[i] = v
	for o.err == nil {
		v, ok := o.pending[o.next]
		if !ok {
			break
		}
		delete(o.pending, o.next)
		o.next++
		o.err = o.emit(v)
	}
	return o.err
}
