#!/usr/bin/env bash
# What the API does under load: one instance (two for fan-out) published with ReadyToRun as Directory.Build.props has it, PostgreSQL with the settings of the UAT machine
# (FamilyCart.AppHost/Resources/Postgres/postgresql.conf), Redis without persistence, all on loopback; no collector takes traces.
# Prints a line a figure; raw output goes to tests/bench/results/. Needs free ports only, and cleans up.
# Arguments name parts: list50 mixed50 fanout idle start; without any all are run.
#
#   list50          one list of 50 items on 50 kept connections (wrk), in turn with pgbench, which sends the same prepared statements
#                   on as many database sessions; the statements are read from the server's log. Medians of three rounds.
#   mixed50         50 people for a minute: lists, items, one more item (20 %), a socket for 10 to 30 s (25 %), a second of thought
#   login           50 log-ins spread over 10 s, before that minute
#   socket_connect  until the greeting has come, within that minute
#   memory          private resident memory (RssAnon and RssShmem) of the instance after that minute
#   fanout          from the answer to a change until the last of 100 sockets has heard of it, half of them at either instance
#   idle_socket     private resident memory that each of 5,000 open sockets adds, once it has settled
#   start           from the start of the process to its first healthy answer: median of five
set -euo pipefail

# shellcheck source=tests/bench/Common/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/Common/common.sh"

# shellcheck disable=SC2034
readonly figures=(list50_vs_pgbench list50_p95 list50_rate mixed50_p95 mixed50_errors login_p95 socket_connect_p95 memory_after_mixed
  fanout_p99 idle_socket start)

need wrk
# Each socket is a file at both ends, in two processes.
allow_files $((2 * 5000))
run_bench api ApiBench "$@"
