% SPDX-License-Identifier: Apache-2.0
:- include('data/facts.lp').
:- table same/2.

same(X, Y) :- parent(X, P), parent(Y, P).
same(X, Y) :- same(P, Q), parent(X, P), parent(Y, Q).

main :- aggregate_all(count, same(_, _), N), writeln(N).
