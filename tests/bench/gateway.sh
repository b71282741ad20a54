#!/usr/bin/env bash
# What the gateway does under load, published with ReadyToRun as Directory.Build.props has it, on loopback: against nginx and Caddy of
# Debian, and across deployments. Prints a line a figure; raw output goes to tests/bench/results/. Needs free ports only, and cleans up.
# Arguments name parts: bare full switch rollback sockets; without any all are run.
#
#   bare      plain http: gateway and nginx in turn in front of the same light server, 1 KB of JSON, 50 kept connections (wrk); the median
#             of five ratios. Ours has its headers, counts and limits all the same.
#   full      https with headers, counts and limits that are never reached (100,000 a second, 50,000 at once; Caddy has none): gateway,
#             nginx and Caddy
#   switch    50 deployments while 16 clients ask without a pause
#   rollback  a new slot that begins to fail one answer in ten, with the default times of a canary; failed is the share of
#             all requests from the beginning of the deployment until it was rolled back
#   sockets   1,000 sockets of the real API over https across a deployment, 50 changes a second
#   memory    private resident memory (RssAnon and RssShmem) of the gateway, the most in any of these parts
set -euo pipefail

# shellcheck source=tests/bench/Common/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/Common/common.sh"

# shellcheck disable=SC2034
readonly figures=(bare_throughput_vs_nginx full_throughput_vs_nginx full_p99_vs_nginx full_cpu_vs_nginx full_throughput_vs_caddy switch_requests
  switch_failed switch_max autorollback autorollback_failed socket_events_lost socket_events_doubled socket_reconnect_p99 memory)

need wrk nginx caddy
# Each socket is a file at either end, and two in the gateway.
allow_files $((4 * 1000))
run_bench gateway GatewayBench "$@"
