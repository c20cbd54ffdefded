package model

import "math"

// forest is one head: gradient-boosted trees, flattened. Its predictions are
// those of the library that trained it, up to the rounding of float32.
type forest struct {
	classes int // 1 for a single sum
	trees   []tree
	leaves  []float32
}

// tree is a run of nodes; its first is the root. A tree that is one leaf has none.
type tree struct {
	nodes []node
	leaf  int32 // index of the tree's first leaf in forest.leaves
}

// node sends a row left when its feature is at most the threshold. A negative
// child c is leaf ^c of the tree.
type node struct {
	threshold   float32
	feature     uint16
	left, right int16
}

// find returns the index in the forest's leaves of the leaf that row falls into.
func (t *tree) find(row []float32) int32 {
	if len(t.nodes) == 0 {
		return t.leaf
	}
	i := int16(0)
	for i >= 0 {
		n := &t.nodes[i]
		if row[n.feature] <= n.threshold {
			i = n.left
		} else {
			i = n.right
		}
	}
	return t.leaf + int32(^i)
}

// predict sums the trees for every row of a matrix with cols columns into sums,
// which has a place for each row and class. It walks tree by tree, so that one
// tree stays in the cache while the rows pass by.
func (f *forest) predict(data []float32, cols int, sums []float32) {
	clear(sums)
	rows := len(data) / max(cols, 1)
	for k := range f.trees {
		t := &f.trees[k]
		class := k % f.classes
		for r := range rows {
			sums[r*f.classes+class] += f.leaves[t.find(data[r*cols:(r+1)*cols])]
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
