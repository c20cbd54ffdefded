package source

import "errors"

// errBlowUp reports formatting elements left open that the parser would open
// again so often that the page gets over the limit of nodes.
var errBlowUp = errors.New("formatting elements multiply")

// fate is what becomes of a tag.
type fate uint8

const (
	tagStays fate = iota
	tagFlattened
)

// opened is an element on the stack.
type opened struct {
	hash uint32
	kind kind
}

// nesting follows the parser's stack of open elements and its list of active
// formatting elements closely enough to bound both.
//
// A formatting element that is closed from outside (<p><b></p>) stays on the
// parser's list and is opened again with the next text, in every block that
// follows. clones is an upper bound of the elements that come from this: each
// closing may cost one copy of every element on the list. active never counts
// fewer than the parser's list has, since it goes down only where an end tag
// closes an element that is in scope for certain.
type nesting struct {
	stack  []opened
	over   []uint32 // hashes of open elements that were left out, deepest last
	active int      // formatting elements that may be on the parser's list
	clones int

	paragraphs int  // elements of the stack that are kindP
	tables     int  // and kindTable
	foreigns   int  // and kindForeign
	doubtful   bool // the parser may still be inside SVG or MathML
}

// kindSet is a set of kinds.
type kindSet uint32

func setOf(ks ...kind) (s kindSet) {
	for _, k := range ks {
		s |= 1 << k
	}
	return s
}

func (s kindSet) has(k kind) bool { return s>>k&1 != 0 }

// What stops the search for the element that a tag closes, after section
// 13.2.4.2 of the HTML standard.
var (
	scopeStops   = setOf(kindTable, kindSection, kindRow, kindCell, kindScope, kindPoint)
	specialStops = scopeStops | setOf(kindBlock, kindDiv, kindP, kindLi, kindDd)
	itemStops    = specialStops &^ setOf(kindDiv, kindP)
	formatStops  = scopeStops | setOf(kindForeign)
	tableStops   = setOf(kindTable, kindScope)
	noStops      = setOf()
	blocks       = setOf(kindBlock, kindDiv, kindP, kindLi, kindDd, kindOption, kindTable, kindSection, kindRow, kindCell, kindScope)
)

// manyBlocks is how many blocks the parser moves out of a formatting element
// that is closed around them, before it gives up and keeps the element listed.
const manyBlocks = 8

// foreign tells whether the parser may be inside SVG or MathML.
func (n *nesting) foreign() bool { return n.foreigns > 0 || n.doubtful }

// open follows the start tag of an element with content.
func (n *nesting) open(hash uint32, k kind, strict bool, limit int) fate {
	if len(n.over) > 0 {
		if top := n.over[len(n.over)-1]; top != hash || !setOf(kindP, kindLi, kindDd, kindOption, kindCell, kindRow).has(k) {
			n.over = append(n.over, hash)
		}
		return tagFlattened
	}
	if k == kindLink || blocks.has(k) {
		n.clones += n.active
	}
	if !strict {
		n.closeImplied(hash, k)
	}
	if setOf(kindSection, kindRow, kindCell).has(k) {
		if n.tables == 0 && !strict {
			return tagStays // the parser ignores it
		}
		n.openImplied(k)
	}
	if len(n.stack) >= limit {
		n.over = append(n.over, hash)
		return tagFlattened
	}
	if k == kindFormat || k == kindLink {
		n.active++
	}
	n.push(opened{hash, k})
	return tagStays
}

// closeImplied closes what the start tag of an element closes.
func (n *nesting) closeImplied(hash uint32, k kind) {
	switch k {
	case kindLi, kindDd:
		if i := n.findKind(k, itemStops&^setOf(k)); i >= 0 {
			n.truncate(i)
		}
	case kindOption:
		if top := len(n.stack) - 1; top >= 0 && n.stack[top].kind == kindOption {
			n.truncate(top)
		}
		return
	case kindSection, kindRow, kindCell:
		n.closeTableParts(k)
		return
	case kindScope:
		if hash == hashButton {
			if i := n.find(hash, scopeStops); i >= 0 {
				n.truncate(i)
			}
		}
		return
	case kindBlock, kindDiv, kindP, kindTable:
	default:
		return
	}
	if n.paragraphs > 0 {
		if i := n.findKind(kindP, scopeStops); i >= 0 {
			n.truncate(i)
		}
	}
}

// closeTableParts closes what is open in a table up to where a part of kind k
// belongs.
func (n *nesting) closeTableParts(k kind) {
	for i := len(n.stack) - 1; i >= 0; i-- {
		switch at := n.stack[i].kind; {
		case at == kindTable, at == kindScope, at < k && (at == kindSection || at == kindRow):
			n.truncate(i + 1)
			return
		}
	}
}

// openImplied opens the parts of a table that the parser puts around one.
func (n *nesting) openImplied(k kind) {
	top := kindUnknown
	if len(n.stack) > 0 {
		top = n.stack[len(n.stack)-1].kind
	}
	if k > kindSection && top != kindSection && top != kindRow {
		n.push(opened{kind: kindSection})
	}
	if k > kindRow && top != kindRow {
		n.push(opened{kind: kindRow})
	}
}

// close follows the end tag of an element with content.
func (n *nesting) close(hash uint32, k kind, strict bool) fate {
	if len(n.over) > 0 {
		if n.closeOver(hash) {
			return tagFlattened
		}
		if n.find(hash, noStops) < 0 {
			return tagFlattened
		}
		n.over = n.over[:0]
	}
	top := len(n.stack) - 1
	if top < 0 {
		return tagStays
	}
	format := k == kindFormat || k == kindLink
	if n.stack[top].hash == hash {
		if format {
			n.active--
		} else {
			n.clones += n.active
		}
		n.truncate(top)
		return tagStays
	}
	n.clones += n.active
	switch {
	case strict:
	case format:
		n.closeFormat(hash)
	default:
		n.closeOther(hash, k)
	}
	return tagStays
}

// closeOver closes an element that was left out. It looks at the innermost
// ones only, to stay linear in time.
func (n *nesting) closeOver(hash uint32) bool {
	const innermost = 64
	for i := len(n.over) - 1; i >= max(0, len(n.over)-innermost); i-- {
		if n.over[i] == hash {
			n.over = n.over[:i]
			return true
		}
	}
	return false
}

// closeFormat closes a formatting element that is not the innermost element.
func (n *nesting) closeFormat(hash uint32) {
	inside := 0
	for i := len(n.stack) - 1; i >= 0; i-- {
		e := n.stack[i]
		if e.hash == hash {
			if inside < manyBlocks {
				n.active--
			}
			if inside == 0 {
				n.truncate(i)
			} else {
				n.stack = append(n.stack[:i], n.stack[i+1:]...)
			}
			return
		}
		if formatStops.has(e.kind) {
			return
		}
		if specialStops.has(e.kind) {
			inside++
		}
	}
}

// closeOther closes any other element that is not the innermost one.
func (n *nesting) closeOther(hash uint32, k kind) {
	stops := scopeStops
	switch k {
	case kindTable, kindSection, kindRow, kindCell:
		stops = tableStops
	case kindUnknown, kindInline, kindOption:
		stops = specialStops
	}
	i := n.find(hash, stops)
	if i < 0 {
		return
	}
	if k == kindForeign || k == kindPoint {
		for _, e := range n.stack[i+1:] {
			if specialStops.has(e.kind) {
				n.doubtful = true // the parser may overlook the end tag
			}
		}
	}
	n.truncate(i)
}

// find returns the innermost element of the stack with the hash, or -1 when
// there is none or one of the stops is inside of it.
func (n *nesting) find(hash uint32, stops kindSet) int {
	for i := len(n.stack) - 1; i >= 0; i-- {
		if n.stack[i].hash == hash {
			return i
		}
		if stops.has(n.stack[i].kind) {
			return -1
		}
	}
	return -1
}

// findKind is find for an element of kind k.
func (n *nesting) findKind(k kind, stops kindSet) int {
	for i := len(n.stack) - 1; i >= 0; i-- {
		if n.stack[i].kind == k {
			return i
		}
		if stops.has(n.stack[i].kind) {
			return -1
		}
	}
	return -1
}

func (n *nesting) push(e opened) {
	n.stack = append(n.stack, e)
	n.count(e.kind, 1)
}

// truncate closes the elements of the stack from i on.
func (n *nesting) truncate(i int) {
	for _, e := range n.stack[i:] {
		n.count(e.kind, -1)
	}
	n.stack = n.stack[:i]
}

func (n *nesting) count(k kind, by int) {
	switch k {
	case kindP:
		n.paragraphs += by
	case kindTable:
		n.tables += by
	case kindForeign:
		n.foreigns += by
	}
}
