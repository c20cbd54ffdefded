package model

import "math"

// forest is one head: gradient-boosted trees, flattened. Its predictions are
// those of the library that trained it, up to the rounding of float32.
type forest struct {
	classes int // 1 for a single sum
	trees   []tree
}

// split is an inner node as the training library writes it: a row goes left when
// its feature is at most the threshold. A negative child c is leaf ^c of the tree.
type split struct {
	threshold   float32
	feature     uint16
	left, right int16
}

// tree holds inner nodes and leaves as nodes of one kind; the first is the root.
// Walking depth steps from there ends in a leaf.
type tree struct {
	nodes  []node
	leaves []float32 // values of the leaves, by node
	depth  int
}

// node is the order of a threshold in its upper half, then a feature and the
// place of the next node, of 16 bits each. A row goes to that node when its
// feature is at most the threshold, or to the one after. A leaf sends every row
// to itself, so that rows whose leaves lie at different depths can be walked
// abreast.
type node uint64

func newNode(threshold float32, feature, next int) node {
	return node(order(threshold))<<32 | node(feature)<<16 | node(next)
}

// after returns the node after n for a row with the order of a value. It is
// written without a comparison, whose outcome the processor would guess.
func (n node) after(value uint32) uint16 {
	return uint16(n) + uint16((uint64(n>>32)-uint64(value))>>63)
}

// feature returns the column that a node looks at.
func (n node) feature() uint16 { return uint16(n >> 16) }

// order maps numbers to integers that compare as they do.
func order(x float32) uint32 {
	b := math.Float32bits(x)
	switch {
	case x == 0: // -0 is no less than 0
		return 1 << 31
	case b>>31 != 0:
		return ^b
	}
	return b | 1<<31
}

// newTree lays a tree out level by level, so that depth steps stay within it. It
// returns false when a child is not there or the nodes do not come out as many as
// the splits ask for. A tree without splits is its one leaf.
func newTree(splits []split, values []float32) (tree, bool) {
	if len(splits) > math.MaxInt16 {
		return tree{}, false
	}
	size := 2*len(splits) + 1
	t := tree{nodes: make([]node, size), leaves: make([]float32, size)}
	children := make([]int16, 1, size) // what stands at each node
	if len(splits) == 0 {
		children[0] = ^0
	}
	level := 1 // where the nodes of the next level begin
	for at := 0; at < len(children); at++ {
		if at == level {
			t.depth++
			level = len(children)
		}
		switch c := children[at]; {
		case c < 0 && int(^c) < len(values):
			t.nodes[at] = node(math.MaxUint32)<<32 | node(at)
			t.leaves[at] = values[^c]
		case c >= 0 && int(c) < len(splits) && len(children)+2 <= size:
			s := splits[c]
			t.nodes[at] = newNode(s.threshold, int(s.feature), len(children))
			children = append(children, s.left, s.right)
		default:
			return tree{}, false
		}
	}
	return t, len(children) == size
}

// lanes are the orders of the values of some rows in one column. The rows are
// walked abreast: a walk waits for the memory at each step, and meanwhile the
// processor is at the others. Eight took 0.3 of the time of one by one.
type lanes [8]uint32

// abreast is how many rows are walked at once.
const abreast = len(lanes{})

// values returns what the tree adds for the rows whose columns are given.
func (t *tree) values(columns []lanes) [abreast]float32 {
	nodes := t.nodes
	var a, b, c, d, e, f, g, h uint16
	for range t.depth {
		n := nodes[a]
		a = n.after(columns[n.feature()][0])
		n = nodes[b]
		b = n.after(columns[n.feature()][1])
		n = nodes[c]
		c = n.after(columns[n.feature()][2])
		n = nodes[d]
		d = n.after(columns[n.feature()][3])
		n = nodes[e]
		e = n.after(columns[n.feature()][4])
		n = nodes[f]
		f = n.after(columns[n.feature()][5])
		n = nodes[g]
		g = n.after(columns[n.feature()][6])
		n = nodes[h]
		h = n.after(columns[n.feature()][7])
	}
	v := t.leaves
	return [abreast]float32{v[a], v[b], v[c], v[d], v[e], v[f], v[g], v[h]}
}

// groups is how many times rows abreast go through all trees before the next
// rows: their columns stay in the first cache, as each tree does meanwhile.
const groups = 4

// predict sums the trees for every row of a matrix with cols columns into sums,
// which has a place for each row and class.
func (f *forest) predict(data []float32, cols int, sums []float32) {
	clear(sums)
	rows := len(data) / max(cols, 1)
	columns := make([]lanes, min(groups, (rows+abreast-1)/abreast)*cols)
	for first := 0; first < rows; first += groups * abreast {
		last := min(first+groups*abreast, rows)
		interleave(columns, data[first*cols:last*cols], cols)
		for k := range f.trees {
			class := k % f.classes
			for r := first; r < last; r += abreast {
				at := (r - first) / abreast * cols
				v := f.trees[k].values(columns[at : at+cols])
				for lane := range min(abreast, last-r) {
					sums[(r+lane)*f.classes+class] += v[lane]
				}
			}
		}
	}
}

// interleave puts rows, one after the other in data, side by side: cols lanes
// for the first rows abreast, then for the next. Lanes without a row keep what
// they hold.
func interleave(columns []lanes, data []float32, cols int) {
	for r := range len(data) / cols {
		group, lane := r/abreast, r%abreast
		for i, x := range data[r*cols : (r+1)*cols] {
			columns[group*cols+i][lane] = order(x)
		}
	}
}

// logistic turns sums of a binary head into probabilities in place.
func logistic(sums []float32) {
	for i, v := range sums {
		sums[i] = float32(1 / (1 + math.Exp(-float64(v))))
	}
}

// softmax turns the sums of one row of a head with classes into probabilities
// in place.
func softmax(sums []float32) {
	top := sums[0]
	for _, v := range sums {
		top = max(top, v)
	}
	total := 0.0
	for i, v := range sums {
		e := math.Exp(float64(v - top))
		sums[i] = float32(e)
		total += e
	}
	for i := range sums {
		sums[i] = float32(float64(sums[i]) / total)
	}
}
