; SPDX-License-Identifier: Apache-2.0
; The risk of pairs of allies. Rules of lower salience wait until no other can fire.
(deftemplate ally (slot d) (slot a) (slot b))
(deftemplate leader (slot country) (slot person) (slot age) (slot tenure))
(deftemplate successor (slot person) (slot heir))
(deftemplate ties (slot d) (slot ethnic) (slot joint))
(deftemplate trade (slot src) (slot dst) (slot pct))
(deftemplate commission (slot d) (slot host) (slot staff))
(deftemplate sanction (slot src) (slot dst) (slot level))
(deftemplate annexed (slot country))
(deftemplate energy (slot d) (slot share) (slot owner))
(deftemplate rival (slot d) (slot country) (slot influence))
(deftemplate elderly (slot country))
(deftemplate no-successor (slot country))
(deftemplate fragile (slot country))
(deftemplate entrenched (slot country))
(deftemplate depends-a (slot d))
(deftemplate depends-b (slot d))
(deftemplate mutual (slot d))
(deftemplate has-commission (slot d))
(deftemplate sanctioned (slot d))
(deftemplate contested (slot d))
(deftemplate risk (slot d) (slot factor) (slot points))
(deftemplate total (slot d) (slot points))

(defrule find-elderly
  (declare (salience 30))
  (leader (country ?c) (age ?a&:(>= ?a 70)))
  =>
  (assert (elderly (country ?c))))

(defrule find-no-successor
  (declare (salience 30))
  (leader (country ?c) (person ?p))
  (not (successor (person ?p)))
  =>
  (assert (no-successor (country ?c))))

(defrule find-fragile
  (declare (salience 30))
  (elderly (country ?c))
  (no-successor (country ?c))
  =>
  (assert (fragile (country ?c))))

(defrule find-entrenched
  (declare (salience 30))
  (leader (country ?c) (tenure ?t&:(>= ?t 20)))
  =>
  (assert (entrenched (country ?c))))

(defrule find-depends-b
  (declare (salience 30))
  (ally (d ?d) (a ?a) (b ?b))
  (trade (src ?b) (dst ?a) (pct ?p&:(>= ?p 40)))
  =>
  (assert (depends-b (d ?d))))

(defrule find-depends-a
  (declare (salience 30))
  (ally (d ?d) (a ?a) (b ?b))
  (trade (src ?a) (dst ?b) (pct ?p&:(>= ?p 20)))
  =>
  (assert (depends-a (d ?d))))

(defrule find-mutual
  (declare (salience 30))
  (depends-a (d ?d))
  (depends-b (d ?d))
  =>
  (assert (mutual (d ?d))))

(defrule find-has-commission
  (declare (salience 30))
  (commission (d ?d))
  =>
  (assert (has-commission (d ?d))))

(defrule find-sanctioned
  (declare (salience 30))
  (ally (d ?d) (a ?a) (b ?b))
  (sanction (src ?a) (dst ?b) (level ?l&:(>= ?l 2)))
  =>
  (assert (sanctioned (d ?d))))

(defrule find-contested
  (declare (salience 30))
  (rival (d ?d) (influence ?i&:(>= ?i 30)))
  =>
  (assert (contested (d ?d))))

(defrule succession-a
  (declare (salience 20))
  (ally (d ?d) (a ?a))
  (fragile (country ?a))
  =>
  (assert (risk (d ?d) (factor succession-a) (points 20))))

(defrule succession-b
  (declare (salience 20))
  (ally (d ?d) (b ?b))
  (fragile (country ?b))
  =>
  (assert (risk (d ?d) (factor succession-b) (points 15))))

(defrule tenure
  (declare (salience 20))
  (ally (d ?d) (a ?a) (b ?b))
  (entrenched (country ?a))
  (entrenched (country ?b))
  =>
  (assert (risk (d ?d) (factor tenure) (points 5))))

(defrule ethnic-low
  (declare (salience 20))
  (ties (d ?d) (ethnic ?e&:(< ?e 10)))
  =>
  (assert (risk (d ?d) (factor ethnic-low) (points 8))))

(defrule irredenta
  (declare (salience 20))
  (ties (d ?d) (ethnic ?e&:(>= ?e 40)))
  (ally (d ?d) (a ?a))
  (annexed (country ?a))
  =>
  (assert (risk (d ?d) (factor irredenta) (points 12))))

(defrule few-bodies
  (declare (salience 20))
  (ties (d ?d) (joint ?j&:(< ?j 2)))
  =>
  (assert (risk (d ?d) (factor few-bodies) (points 6))))

(defrule asymmetry
  (declare (salience 20))
  (depends-b (d ?d))
  (not (depends-a (d ?d)))
  =>
  (assert (risk (d ?d) (factor asymmetry) (points 14))))

(defrule unmoored
  (declare (salience 20))
  (ties (d ?d) (joint ?j&:(< ?j 4)))
  (not (mutual (d ?d)))
  =>
  (assert (risk (d ?d) (factor unmoored) (points 4))))

(defrule host-patron
  (declare (salience 20))
  (commission (d ?d) (host ?h))
  (ally (d ?d) (a ?h))
  =>
  (assert (risk (d ?d) (factor host-patron) (points 7))))

(defrule understaffed
  (declare (salience 20))
  (commission (d ?d) (staff ?s&:(< ?s 10)))
  =>
  (assert (risk (d ?d) (factor understaffed) (points 5))))

(defrule no-commission
  (declare (salience 20))
  (ally (d ?d))
  (not (has-commission (d ?d)))
  =>
  (assert (risk (d ?d) (factor no-commission) (points 9))))

(defrule sanctions
  (declare (salience 20))
  (sanctioned (d ?d))
  =>
  (assert (risk (d ?d) (factor sanctions) (points 16))))

(defrule sanctions-back
  (declare (salience 20))
  (ally (d ?d) (a ?a) (b ?b))
  (sanction (src ?b) (dst ?a) (level ?l&:(>= ?l 1)))
  =>
  (assert (risk (d ?d) (factor sanctions-back) (points 10))))

(defrule annexation
  (declare (salience 20))
  (ally (d ?d) (a ?a))
  (annexed (country ?a))
  (depends-b (d ?d))
  =>
  (assert (risk (d ?d) (factor annexation) (points 18))))

(defrule pipeline
  (declare (salience 20))
  (ally (d ?d) (a ?a))
  (energy (d ?d) (share ?s&:(>= ?s 50)) (owner ?a))
  =>
  (assert (risk (d ?d) (factor pipeline) (points 11))))

(defrule leverage
  (declare (salience 20))
  (energy (d ?d) (share ?s&:(>= ?s 70)))
  (sanctioned (d ?d))
  =>
  (assert (risk (d ?d) (factor leverage) (points 6))))

(defrule rival-present
  (declare (salience 20))
  (contested (d ?d))
  =>
  (assert (risk (d ?d) (factor rival-present) (points 13))))

(defrule rival-fragile
  (declare (salience 20))
  (contested (d ?d))
  (ally (d ?d) (a ?a))
  (fragile (country ?a))
  =>
  (assert (risk (d ?d) (factor rival-fragile) (points 9))))

(defrule rival-entrenched
  (declare (salience 20))
  (rival (d ?d) (country ?r) (influence ?i&:(>= ?i 20)))
  (entrenched (country ?r))
  =>
  (assert (risk (d ?d) (factor ?r) (points 4))))

(defrule start
  (declare (salience 10))
  (ally (d ?d))
  =>
  (assert (total (d ?d) (points 0))))

(defrule add
  ?risk <- (risk (d ?d) (points ?points))
  ?total <- (total (d ?d) (points ?sum))
  =>
  (retract ?risk)
  (modify ?total (points (+ ?sum ?points))))

(deffunction band (?points)
  (if (>= ?points 60) then (return critical))
  (if (>= ?points 40) then (return high))
  (if (>= ?points 20) then (return elevated))
  stable)

(deffunction main ()
  (load-facts "data/facts.clp")
  (run)
  (open "answer" out "w")
  (do-for-all-facts ((?t total)) TRUE
    (printout out ?t:d "	" (band ?t:points) crlf))
  (close out))
