% SPDX-License-Identifier: Apache-2.0
% The risk of pairs of allies. What is concluded of countries and pairs is tabled; the points of a pair
% are added up when its turn comes.
:- include('data/facts.lp').
:- table fragile/1, entrenched/1, depends_a/1, depends_b/1, sanctioned/1, contested/1.

fragile(C) :- leader(C, P, Age, _), Age >= 70, \+ successor(P, _).
entrenched(C) :- leader(C, _, _, T), T >= 20.
depends_b(D) :- ally(D, A, B), trade(B, A, P), P >= 40.
depends_a(D) :- ally(D, A, B), trade(A, B, P), P >= 20.
mutual(D) :- depends_a(D), depends_b(D).
sanctioned(D) :- ally(D, A, B), sanction(A, B, L), L >= 2.
contested(D) :- rival(D, _, I), I >= 30.

risk(D, 20) :- ally(D, A, _), fragile(A).
risk(D, 15) :- ally(D, _, B), fragile(B).
risk(D, 5) :- ally(D, A, B), entrenched(A), entrenched(B).
risk(D, 8) :- ties(D, E, _), E < 10.
risk(D, 12) :- ties(D, E, _), E >= 40, ally(D, A, _), annexed(A).
risk(D, 6) :- ties(D, _, J), J < 2.
risk(D, 14) :- depends_b(D), \+ depends_a(D).
risk(D, 4) :- ties(D, _, J), J < 4, \+ mutual(D).
risk(D, 7) :- commission(D, H, _), ally(D, H, _).
risk(D, 5) :- commission(D, _, S), S < 10.
risk(D, 9) :- \+ commission(D, _, _).
risk(D, 16) :- sanctioned(D).
risk(D, 10) :- ally(D, A, B), sanction(B, A, L), L >= 1.
risk(D, 18) :- ally(D, A, _), annexed(A), depends_b(D).
risk(D, 11) :- ally(D, A, _), energy(D, S, A), S >= 50.
risk(D, 6) :- energy(D, S, _), S >= 70, sanctioned(D).
risk(D, 13) :- contested(D).
risk(D, 9) :- contested(D), ally(D, A, _), fragile(A).
risk(D, 4) :- rival(D, R, I), I >= 20, entrenched(R).

band(S, critical) :- S >= 60, !.
band(S, high) :- S >= 40, !.
band(S, elevated) :- S >= 20, !.
band(_, stable).

main :-
    open(answer, write, Out),
    forall(ally(D, _, _),
           ( aggregate_all(sum(W), risk(D, W), S), band(S, Band), format(Out, "~w\t~w~n", [D, Band]) )),
    close(Out).
