% SPDX-License-Identifier: Apache-2.0
:- include('data/facts.lp').
:- table path/2.

path(X, Y) :- edge(X, Y).
path(X, Z) :- path(X, Y), edge(Y, Z).

main :- aggregate_all(count, path(_, _), N), writeln(N).
