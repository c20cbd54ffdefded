// Package batch extracts many pages: it finds them (Walk), decides where each
// result goes (Planner), runs them over several workers with results delivered
// in input order (Run), and remembers what is done (Manifest), so that a run
// that was cut short can go on.
//
// It knows nothing of how a page is extracted or rendered: the caller passes a
// function for that.
package batch
