; SPDX-License-Identifier: Apache-2.0
(deftemplate edge (slot from) (slot to))
(deftemplate path (slot from) (slot to))

(defrule step
  (edge (from ?x) (to ?y))
  =>
  (assert (path (from ?x) (to ?y))))

(defrule further
  (path (from ?x) (to ?y))
  (edge (from ?y) (to ?z))
  =>
  (assert (path (from ?x) (to ?z))))

(deffunction main ()
  (load-facts "data/facts.clp")
  (run)
  (bind ?count 0)
  (do-for-all-facts ((?p path)) TRUE (bind ?count (+ ?count 1)))
  (printout t ?count crlf))
