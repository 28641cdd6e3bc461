% SPDX-License-Identifier: Apache-2.0
:- include('data/facts.lp').
:- table best(_, _, max).

best(S, Y, C) :- source(S), link(S, Y, C).
best(S, Z, C) :- best(S, Y, C1), link(Y, Z, C2), C is C1 * C2.

main :-
    open(answer, write, Out),
    forall(best(S, Y, C), format(Out, "~w\t~w\t~w~n", [S, Y, C])),
    close(Out).
